// web/office/src/clients.tsx: finding clients by number, name or contract, and adding them. RULE 27 RULE D.11
import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { ClientEntry, ClientSearch } from "../../generated/limits-office";
import { go, Link } from "../../shared/src/route";
import { LANG_NAMES, LANGS } from "../../shared/src/words";
import { api, may, type Schemas } from "./api";
import { Card, Room, SendingFault, SendingForm, useSending } from "./parts";
import { t } from "./words";

function Search() {
  const [text, setText] = useState("");
  const [found, setFound] = useState<Schemas["ClientFound"] | null>(null);
  const sending = useSending();

  async function send(): Promise<void> {
    const { data } = await api.call("post", "/v1/clients/searches", { body: { text: text.trim() } });
    const [only, more] = data.clients;
    if (only && !more) {
      go(only.loan && may("LOAN_VIEW") ? `/loans/${only.loan}` : `/clients/${only.id}`);
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
            maxLength={ClientSearch.text.max}
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
      <ul className="rows found">
        {found?.clients.map((client) => (
          <li key={client.id}>
            <Link to={`/clients/${client.id}`}>{client.name}</Link>
            <span className="soft">
              {t("clients.hit", { iin: client.iin, phone: client.phone, login: client.login })}
            </span>
          </li>
        ))}
      </ul>
      {found?.more && <p className="soft">{t("clients.more")}</p>}
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
  const sending = useSending();
  const set = (change: Partial<Schemas["ClientEntry"]>) => setEntry({ ...entry, ...change });

  async function send(key: string): Promise<void> {
    setMade((await api.call("post", "/v1/clients", { key, body: entry })).data);
    setEntry(EMPTY);
    sending.renew();
  }

  if (made) {
    return <Made made={made} onDone={() => setMade(null)} />;
  }
  return (
    <Card title={t("clients.add")}>
      <SendingForm of={sending} send={send} fields={["iin", "name", "phone"]} doing={t("clients.make")}>
        <TextInput
          label={t("clients.iin")}
          description={t("clients.iin_hint")}
          {...sending.field("iin", entry.iin, (iin) => set({ iin }))}
          inputMode="numeric"
          maxLength={ClientEntry.iin.max}
        />
        <TextInput
          label={t("clients.name")}
          {...sending.field("name", entry.name, (name) => set({ name }))}
          maxLength={ClientEntry.name.max}
        />
        <TextInput
          label={t("clients.phone")}
          description={t("clients.phone_hint")}
          {...sending.field("phone", entry.phone, (phone) => set({ phone }))}
          type="tel"
          maxLength={ClientEntry.phone.max}
        />
        <NativeSelect
          label={t("clients.lang")}
          value={entry.lang}
          data={LANGS.map((one) => ({ value: one, label: LANG_NAMES[one] }))}
          onChange={(event) => set({ lang: event.currentTarget.value as "kk" | "ru" | "en" })}
        />
      </SendingForm>
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
