// web/office/src/letters.tsx: letters of both sides and short messages to a client's telephone. RULE 7.7 RULE 27
import { Badge, Button, Group, Textarea } from "@mantine/core";
import { useState } from "react";
import { LetterNew } from "../../generated/limits-office";
import { moment } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { base64Of, pictureAddress, Thread } from "../../shared/src/pieces";
import { api, may, type Schemas } from "./api";
import { Card, FileButton, SendingForm, Shown, Trouble, useSending } from "./parts";
import { t } from "./words";

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
        them={props.clientName}
        us={t("letters.we")}
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

interface Picture {
  name: string;
  bytes: string;
}

/** RULE 7.7: pictures go with a letter as they are. */
function Pictures(props: {
  of: readonly Picture[];
  fault: string | undefined;
  onChange: (to: readonly Picture[]) => void;
}) {
  const { of } = props;
  const add = async (file: File) => props.onChange([...of, { name: file.name, bytes: await base64Of(file) }]);
  return (
    <div>
      {of.length < LetterNew.files.max && (
        <FileButton id="attached" accept="image/png,image/jpeg" label={t("letters.attach")} onFile={add} />
      )}
      <p className="small under">{t("letters.attach_hint", { n: LetterNew.files.max })}</p>
      {of.length > 0 && (
        <ul className="rows">
          {of.map((picture, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one picture may be attached twice
            <li key={i} className="attached">
              <img src={pictureAddress(picture.bytes)} alt="" />
              <span>{picture.name}</span>
              <Button
                variant="subtle"
                size="compact-md"
                aria-label={`${t("letters.detach")}: ${picture.name}`}
                onClick={() => props.onChange(of.filter((_, at) => at !== i))}
              >
                {t("letters.detach")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {props.fault && <p className="field-fault">{props.fault}</p>}
    </div>
  );
}

export function Letters(props: { client: string; name: string }) {
  const { client } = props;
  const list = useLoad(
    async () => (await api.call("get", "/v1/clients/{client}/letters", { path: { client } })).data,
    [client],
  );
  const [text, setText] = useState("");
  const [pictures, setPictures] = useState<readonly Picture[]>([]);
  const sending = useSending();

  async function send(key: string): Promise<void> {
    const body = { text, files: pictures.map(({ bytes }) => ({ bytes })) };
    await api.call("post", "/v1/clients/{client}/letters", { path: { client }, key, body });
    sending.renew();
    setText("");
    setPictures([]);
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
        <SendingForm
          of={sending}
          send={send}
          fields={["text", ...pictures.map((_, i) => `files/${i}/bytes`), "files"]}
          doing={t("letters.send")}
          said={t("letters.sent")}
        >
          <Textarea
            label={t("letters.write")}
            {...sending.field("text", text, setText)}
            rows={4}
            maxLength={LetterNew.text.max}
          />
          <Pictures
            of={pictures}
            fault={pictures.map((_, i) => sending.at(`files/${i}/bytes`)).find(Boolean) ?? sending.at("files")}
            onChange={(to) => {
              setPictures(to);
              sending.renew();
            }}
          />
        </SendingForm>
      )}
    </Card>
  );
}

export function Notices(props: { client: string }) {
  const [notice, setNotice] = useState<Schemas["Notice"] | null>(null);
  const sending = useSending();

  async function send(kind: "letter" | "call_us", key: string): Promise<void> {
    const { data } = await api.call("post", "/v1/clients/{client}/notices", {
      path: { client: props.client },
      key,
      body: { kind },
    });
    sending.renew();
    setNotice(data);
    await new Promise((go) => setTimeout(go, 1500));
    setNotice((await api.call("get", "/v1/notices/{notice}", { path: { notice: data.id } })).data);
  }

  return (
    <Card title={t("notices.title")}>
      <p className="soft">{t("notices.why")}</p>
      <Trouble fault={sending.fault} />
      <Group>
        <Button variant="outline" loading={sending.busy} onClick={() => sending.run((key) => send("letter", key))}>
          {t("notices.letter")}
        </Button>
        <Button variant="outline" loading={sending.busy} onClick={() => sending.run((key) => send("call_us", key))}>
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
