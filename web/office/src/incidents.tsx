// web/office/src/incidents.tsx: unauthorised access, acts of third parties, fraud: what was found, by which day what is due, and
// what was done. RULE 13.1.a RULE 13.1.b RULE 13.1.c
import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { IncidentNew } from "../../generated/limits-office";
import { dayShort, inAlmaty } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { Link } from "../../shared/src/route";
import { api, may, type Schemas } from "./api";
import { Steps } from "./incident_steps";
import { Card, Room, Rows, SendingForm, Shown, State, useSending } from "./parts";
import { t } from "./words";

type Incident = Schemas["Incident"];
type Kind = Incident["kind"];

/** What the law wants of each, with the day it wants it by. */
function duties(of: Incident) {
  const due = { measures: of.measures_due, client: of.clients_due, body: of.body_due };
  return (["measures", "client", "body"] as const).map((kind) => ({
    id: kind,
    due: due[kind],
    done: of.steps.find((step) => step.kind === kind)?.done_on,
  }));
}
type Duty = ReturnType<typeof duties>[number];

function DutyState(props: { of: Duty; today: string }) {
  const { due, done } = props.of;
  const late = (done ?? props.today) > due;
  return (
    <State tone={late ? "bad" : done ? "good" : "wait"}>
      {done
        ? t(late ? "incident.done_late" : "incident.done", { day: dayShort(done) })
        : t(late ? "incident.missed" : "incident.to_do")}
    </State>
  );
}

/** What was done, in the order it was written down. */
function Done(props: { of: Incident }) {
  return (
    <ul className="rows">
      {props.of.steps.map((step, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps are only added, each keeps its place
        <li key={place}>
          <span className="soft">{dayShort(step.done_on)}</span> {t(`incident_step.${step.kind}`)}
          {step.words && `: ${step.words}`}{" "}
          {step.client && may("CLIENT_VIEW") && (
            <span className="ways">
              <Link to={`/clients/${step.client}`}>{t("clients.open")}</Link>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** `nr`: which of them it is, the oldest first. */
function One(props: { of: Incident; nr: number; onDone: () => void }) {
  const { of } = props;
  const today = inAlmaty(new Date()).day;
  return (
    <Card
      title={`${t(`incident_kind.${of.kind}`)}, ${dayShort(of.found_on)}`}
      side={
        <span className="states">
          <State tone={of.open ? "wait" : "good"}>{t(of.open ? "incident.open" : "incident.closed")}</State>
          {of.late && <State tone="bad">{t("incident.late")}</State>}
        </span>
      }
    >
      <p>{of.what}</p>
      <Rows
        label={`${t("incident.duties")}, ${props.nr}`}
        of={duties(of)}
        columns={[
          { name: t("incident.duty"), cell: (duty) => t(`incident_duty.${duty.id}`) },
          { name: t("incident.due"), cell: (duty) => dayShort(duty.due), nowrap: true },
          { name: t("queue.state"), cell: (duty) => <DutyState of={duty} today={today} /> },
        ]}
      />
      {of.steps.length > 0 && <Done of={of} />}
      <Steps of={of} today={today} onDone={props.onDone} />
    </Card>
  );
}

function Beginning(props: { onDone: () => void }) {
  const [kind, setKind] = useState<Kind>("access");
  const [what, setWhat] = useState("");
  const [found, setFound] = useState(inAlmaty(new Date()).day);
  const sending = useSending();

  async function send(key: string): Promise<void> {
    const body = { kind, what: what.trim(), found_on: found };
    await api.call("post", "/v1/incidents", { key, body });
    sending.renew();
    setWhat("");
    props.onDone();
  }

  return (
    <Card title={t("incident.new")}>
      <SendingForm of={sending} send={send} fields={["kind", "what", "found_on"]} doing={t("incident.write")}>
        <div className="two">
          <NativeSelect
            label={t("incident.kind")}
            value={kind}
            data={IncidentNew.kind.choices.map((one) => ({ value: one, label: t(`incident_kind.${one}`) }))}
            onChange={(event) => setKind(event.currentTarget.value as Kind)}
          />
          <TextInput type="date" label={t("incident.found_on")} {...sending.field("found_on", found, setFound)} />
        </div>
        <Textarea
          label={t("incident.what")}
          description={t("incident.what_hint")}
          {...sending.field("what", what, setWhat)}
          rows={3}
          maxLength={IncidentNew.what.max}
        />
      </SendingForm>
    </Card>
  );
}

export function IncidentsRoom() {
  const list = useLoad(async () => (await api.call("get", "/v1/incidents", {})).data.incidents, []);
  return (
    <Room title={t("room.incidents")}>
      <p className="soft">{t("incident.why")}</p>
      <Beginning onDone={list.again} />
      <Shown of={list}>
        {(all) =>
          all.length === 0 ? (
            <Card>
              <p className="soft">{t("incident.none")}</p>
            </Card>
          ) : (
            all.map((one, place) => <One key={one.id} of={one} nr={all.length - place} onDone={list.again} />)
          )
        }
      </Shown>
    </Room>
  );
}
