// web/office/src/incident_steps.tsx: what is done about an incident: measures, clients who are informed at once, the letter to the
// authorised body. What is written down is never changed. RULE 13.1.a RULE 13.1.b RULE 13.1.c
import { Button, Group, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { ClientSearch, IncidentDeed } from "../../generated/limits-office";
import { api, may, type Schemas } from "./api";
import { Asked } from "./confirm";
import { SendingFault, SendingForm, State, useSending } from "./parts";
import { t } from "./words";

type Incident = Schemas["Incident"];
type Kind = Incident["steps"][number]["kind"];
interface StepProps {
  of: Incident;
  today: string;
  onDone: () => void;
}

/** Measures in words, or the number of the letter, with the day on which it was. */
function Deed(props: StepProps & { kind: "measures" | "body" }) {
  const { kind } = props;
  const [words, setWords] = useState("");
  const [day, setDay] = useState(props.today);
  const sending = useSending();

  async function send(key: string): Promise<void> {
    const path = { incident: props.of.id };
    const body = { words: words.trim(), done_on: day };
    await api.call("post", `/v1/incidents/{incident}/${kind}`, { path, key, body });
    props.onDone();
  }
  const entry = {
    label: t(`incident_words.${kind}`),
    maxLength: IncidentDeed.words.max,
    ...sending.field("words", words, setWords),
  };

  return (
    <SendingForm of={sending} send={send} fields={["words", "done_on"]} doing={t("incident.write")}>
      {kind === "measures" ? <Textarea {...entry} rows={3} /> : <TextInput {...entry} />}
      <TextInput type="date" label={t("incident.done_on")} {...sending.field("done_on", day, setDay)} />
    </SendingForm>
  );
}

/** Found as anywhere else, asked once more: the message leaves at once. */
function Informing(props: StepProps) {
  const { of } = props;
  const [text, setText] = useState("");
  const [found, setFound] = useState<Schemas["ClientFound"] | null>(null);
  const sending = useSending();

  async function search(): Promise<void> {
    setFound((await api.call("post", "/v1/clients/searches", { body: { text: text.trim() } })).data);
  }
  const inform = (client: string, key: string) =>
    api.call("post", "/v1/incidents/{incident}/clients", { path: { incident: of.id }, key, body: { client } });

  return (
    <>
      <form onSubmit={sending.submit(search)}>
        <SendingFault of={sending} fields={["text"]} />
        <Group align="end">
          <TextInput
            className="grow"
            label={t("incident.who")}
            {...sending.field("text", text, setText)}
            maxLength={ClientSearch.text.max}
            autoComplete="off"
          />
          <Button type="submit" variant="outline" loading={sending.busy}>
            {t("clients.search")}
          </Button>
        </Group>
      </form>
      <div role="status">{found?.clients.length === 0 && <p className="soft">{t("clients.none")}</p>}</div>
      <ul className="rows found">
        {found?.clients.map((client) => (
          <li key={client.id}>
            <strong>{client.name}</strong>
            <span className="soft">
              {t("clients.hit", { iin: client.iin, phone: client.phone, login: client.login })}
            </span>
            <span>
              {of.steps.some((step) => step.client === client.id) ? (
                <State tone="good">{t("incident.informed")}</State>
              ) : (
                <Asked
                  filled
                  doing={t("incident.inform")}
                  about={client.name}
                  sure={t("incident.sure_inform")}
                  facts={[
                    [t("clients.name"), client.name],
                    [t("clients.phone"), client.phone],
                  ]}
                  send={(key) => inform(client.id, key)}
                  onDone={props.onDone}
                >
                  <p className="soft">{t("incident.inform_why")}</p>
                </Asked>
              )}
            </span>
          </li>
        ))}
      </ul>
      {found?.more && <p className="soft">{t("clients.more")}</p>}
    </>
  );
}

export function Steps(props: StepProps) {
  const [open, setOpen] = useState<Kind | null>(null);
  const kinds = (["measures", "client", "body"] as const).filter((kind) => kind !== "client" || may("CLIENT_VIEW"));
  const done = () => {
    setOpen(null);
    props.onDone();
  };
  return (
    <>
      <Group mt="md" mb="md" gap="xs">
        {kinds.map((kind) => (
          <Button
            key={kind}
            variant="outline"
            aria-expanded={open === kind}
            onClick={() => setOpen(open === kind ? null : kind)}
          >
            {t(`incident_do.${kind}`)}
          </Button>
        ))}
      </Group>
      {(open === "measures" || open === "body") && <Deed key={open} {...props} kind={open} onDone={done} />}
      {open === "client" && <Informing {...props} />}
    </>
  );
}
