// web/office/src/clients.tsx: finding and adding clients; one client's page with letters and notices. RULE 27 RULE 7.7
import { Badge, Button, Group, NativeSelect, Stack, Textarea, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { ClientEntry, LetterNew } from "../../generated/limits-office";
import { newKey } from "../../shared/src/client";
import { moment } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { pictureAddress, Thread } from "../../shared/src/pieces";
import { go, Link } from "../../shared/src/route";
import { LANG_NAMES, LANGS } from "../../shared/src/words";
import { api, may, type Schemas } from "./api";
import type { RoomProps } from "./app";
import { Card, Room, SendingFault, Shown, Trouble, useSending } from "./parts";
import { t } from "./words";

function Search() {
  const [text, setText] = useState("");
  const [found, setFound] = useState<Schemas["ClientFound"] | null>(null);
  const sending = useSending();

  async function send(): Promise<void> {
    const { data } = await api.call("post", "/v1/clients/searches", { body: { text: text.trim() } });
    const [only, more] = data.clients;
    if (only && !more) {
      go(`/clients/${only.id}`);
    } else {
      setFound(data);
    }
  }

  return (
    <Card title={t("clients.find")}>
      <form onSubmit={sending.submit(send)}>
        <Group align="end">
          <TextInput
            type="search"
            className="grow"
            label={t("clients.what")}
            description={t("clients.what_hint")}
            value={text}
            error={sending.at("text")}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit" loading={sending.busy}>
            {t("clients.search")}
          </Button>
        </Group>
      </form>
      <SendingFault of={sending} fields={["text"]} />
      <div role="status">{found?.clients.length === 0 && <p className="soft">{t("clients.none")}</p>}</div>
      <ul className="rows">
        {found?.clients.map((client) => (
          <li key={client.id}>
            <Link to={`/clients/${client.id}`}>{client.login}</Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What is shown once: the identifier and the password that opens nothing but its own change. */
function Made(props: { made: Schemas["ClientMade"]; onDone: () => void }) {
  return (
    <Card title={t("clients.made")}>
      <dl className="details">
        <dt>{t("sign_in.login")}</dt>
        <dd>
          <code>{props.made.login}</code>
        </dd>
        <dt>{t("clients.once")}</dt>
        <dd>
          <code>{props.made.one_time_password}</code>
        </dd>
      </dl>
      <p className="soft">{t("clients.once_why")}</p>
      <Group>
        <Button onClick={() => go(`/clients/${props.made.id}`)}>{t("clients.open")}</Button>
        <Button variant="outline" onClick={props.onDone}>
          {t("clients.another")}
        </Button>
      </Group>
    </Card>
  );
}

const EMPTY = { iin: "", name: "", phone: "", lang: "kk" as const };

function Adding() {
  const [entry, setEntry] = useState<Schemas["ClientEntry"]>(EMPTY);
  const [made, setMade] = useState<Schemas["ClientMade"] | null>(null);
  const key = useRef(newKey());
  const sending = useSending();
  const set = (change: Partial<Schemas["ClientEntry"]>) => {
    setEntry({ ...entry, ...change });
    key.current = newKey();
  };

  async function send(): Promise<void> {
    setMade((await api.call("post", "/v1/clients", { key: key.current, body: entry })).data);
    setEntry(EMPTY);
    key.current = newKey();
  }

  if (made) {
    return <Made made={made} onDone={() => setMade(null)} />;
  }
  return (
    <Card title={t("clients.add")}>
      <form onSubmit={sending.submit(send)}>
        <Stack>
          <SendingFault of={sending} fields={["iin", "name", "phone"]} />
          <TextInput
            label={t("clients.iin")}
            value={entry.iin}
            error={sending.at("iin")}
            inputMode="numeric"
            maxLength={ClientEntry.iin.max}
            onChange={(event) => set({ iin: event.currentTarget.value })}
            required
          />
          <TextInput
            label={t("clients.name")}
            value={entry.name}
            error={sending.at("name")}
            maxLength={ClientEntry.name.max}
            onChange={(event) => set({ name: event.currentTarget.value })}
            required
          />
          <TextInput
            label={t("clients.phone")}
            value={entry.phone}
            error={sending.at("phone")}
            type="tel"
            maxLength={ClientEntry.phone.max}
            onChange={(event) => set({ phone: event.currentTarget.value })}
            required
          />
          <NativeSelect
            label={t("clients.lang")}
            value={entry.lang}
            data={LANGS.map((one) => ({ value: one, label: LANG_NAMES[one] }))}
            onChange={(event) => set({ lang: event.currentTarget.value as "kk" | "ru" | "en" })}
          />
          <Group>
            <Button type="submit" loading={sending.busy}>
              {t("clients.make")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}

export function ClientsRoom() {
  return (
    <Room title={t("room.clients")}>
      <div className="two">
        <Search />
        {may("CLIENT_CHANGE") && <Adding />}
      </div>
    </Room>
  );
}

function Letter(props: { head: Schemas["LetterHead"]; clientName: string }) {
  const [open, setOpen] = useState<Schemas["Letter"] | null>(null);
  const sending = useSending();
  const read = () =>
    sending.run(async () =>
      setOpen((await api.call("get", "/v1/letters/{letter}", { path: { letter: props.head.id } })).data),
    );
  const who = props.head.from_client ? props.clientName : t("letters.we");
  if (open) {
    return (
      <Thread
        them={who}
        letters={[
          {
            id: open.id,
            mine: open.from_client !== true,
            sentAt: open.sent_at,
            text: open.text,
            pictures: (open.files ?? []).map((file) => pictureAddress(file.bytes)),
          },
        ]}
      />
    );
  }
  return (
    <>
      <Group justify="space-between">
        <span>
          <strong>{who}</strong> <span className="soft">{moment(props.head.sent_at)}</span>
        </span>
        <Button variant="light" size="compact-md" loading={sending.busy} onClick={read}>
          {t("letters.read")}
        </Button>
      </Group>
      <Trouble fault={sending.fault} />
    </>
  );
}

function Letters(props: { client: string; name: string }) {
  const { client } = props;
  const list = useLoad(
    async () => (await api.call("get", "/v1/clients/{client}/letters", { path: { client } })).data,
    [client],
  );
  const [text, setText] = useState("");
  const [sent, setSent] = useState(false);
  const key = useRef(newKey());
  const sending = useSending();

  async function send(): Promise<void> {
    await api.call("post", "/v1/clients/{client}/letters", { path: { client }, key: key.current, body: { text } });
    key.current = newKey();
    setText("");
    setSent(true);
    list.again();
  }

  return (
    <Card title={t("letters.title")}>
      <Shown of={list}>
        {(data) =>
          data.letters.length === 0 ? (
            <p className="soft">{t("letters.none")}</p>
          ) : (
            <ul className="rows">
              {data.letters.map((head) => (
                <li key={head.id}>
                  <Letter head={head} clientName={props.name} />
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
      {may("LETTER_WRITE") && (
        <form onSubmit={sending.submit(send)}>
          <Stack>
            <SendingFault of={sending} fields={["text"]} />
            <Textarea
              label={t("letters.write")}
              value={text}
              error={sending.at("text")}
              rows={4}
              maxLength={LetterNew.text.max}
              onChange={(event) => {
                setText(event.currentTarget.value);
                setSent(false);
              }}
              required
            />
            <Group>
              <Button type="submit" loading={sending.busy}>
                {t("letters.send")}
              </Button>
              <span role="status">{sent && t("letters.sent")}</span>
            </Group>
          </Stack>
        </form>
      )}
    </Card>
  );
}

function Notices(props: { client: string }) {
  const [notice, setNotice] = useState<Schemas["Notice"] | null>(null);
  const sending = useSending();
  const key = useRef(newKey());

  async function send(kind: "letter" | "call_us"): Promise<void> {
    const { data } = await api.call("post", "/v1/clients/{client}/notices", {
      path: { client: props.client },
      key: key.current,
      body: { kind },
    });
    key.current = newKey();
    setNotice(data);
    await new Promise((go) => setTimeout(go, 1500));
    setNotice((await api.call("get", "/v1/notices/{notice}", { path: { notice: data.id } })).data);
  }

  return (
    <Card title={t("notices.title")}>
      <p className="soft">{t("notices.why")}</p>
      <Trouble fault={sending.fault} />
      <Group>
        <Button variant="outline" loading={sending.busy} onClick={() => sending.run(() => send("letter"))}>
          {t("notices.letter")}
        </Button>
        <Button variant="outline" loading={sending.busy} onClick={() => sending.run(() => send("call_us"))}>
          {t("notices.call_us")}
        </Button>
        <span role="status">
          {notice && (
            <Badge variant="outline" size="lg">
              {t(`notice_state.${notice.state}`)}
            </Badge>
          )}
        </span>
      </Group>
    </Card>
  );
}

export function ClientRoom(props: RoomProps) {
  const client = props.path.client ?? "";
  const record = useLoad(
    async () => (await api.call("get", "/v1/clients/{client}", { path: { client } })).data,
    [client],
  );
  return (
    <Room title={record.data?.name ?? t("room.client")} side={<Link to="/clients">{t("clients.back")}</Link>}>
      <Shown of={record}>
        {(data) => (
          <>
            <Card>
              <dl className="details">
                <dt>{t("clients.iin")}</dt>
                <dd>{data.iin}</dd>
                <dt>{t("clients.phone")}</dt>
                <dd>{data.phone}</dd>
                <dt>{t("clients.lang")}</dt>
                <dd>{LANG_NAMES[data.lang as "kk"] ?? data.lang}</dd>
              </dl>
              <p className="soft">{t("clients.masked")}</p>
            </Card>
            {may("LETTER_VIEW") && <Letters client={client} name={data.name} />}
            {may("NOTICE_SEND") && <Notices client={client} />}
          </>
        )}
      </Shown>
    </Room>
  );
}
