// web/office/src/review.tsx: one application: its checks with their answers, the credit report, the decision, by two
// persons where the product says so. RULE 7.4 RULE 8.1 RULE 8.8 RULE 10.1 RULE 10.2 RULE 27
import { Button, Group, NativeSelect, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { ApplicationDecision, GateDecision } from "../../generated/limits-office";
import { dayShort, moment, money } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { go, Link } from "../../shared/src/route";
import { useSession } from "../../shared/src/session";
import { api, may, type Schemas, session } from "./api";
import type { RoomProps } from "./app";
import { type ApplicationState, Clock } from "./applications";
import { useClientName } from "./client_name";
import { Confirm } from "./confirm";
import { Card, Facts, Room, Rows, SendingFault, Shown, State, type Tone, useSending } from "./parts";
import { t } from "./words";

type Whole = Schemas["ApplicationWhole"];
/** What staff may give as a reason; the checks give the others themselves (src/lending/reason.def). */
const REASONS = ["data_untrue", "lending_policy", "due_diligence", "income_unknown", "bureau_silent"] as const;
const TONES: Record<string, Tone> = { passed: "good", stopped: "bad", person: "wait", waiting: "plain" };

/** RULE 8.1: what a manager decides about a check, with grounds for the file. */
function GateDeciding(props: { application: string; gate: string; onDone: () => void }) {
  const [note, setNote] = useState("");
  const sending = useSending();

  async function decide(pass: boolean, key: string): Promise<void> {
    const path = { application: props.application };
    const body = { gate: props.gate, pass, note };
    await api.call("post", "/v1/applications/{application}/gate", { path, key, body });
    props.onDone();
  }

  return (
    <Stack gap="xs" className="deciding">
      <SendingFault of={sending} fields={["note"]} />
      <Textarea
        label={t("gate.grounds", { gate: t(`gate.${props.gate as "lists"}`) })}
        {...sending.field("note", note, setNote)}
        rows={2}
        maxLength={GateDecision.note.max}
      />
      <Group>
        <Button
          disabled={note.trim() === ""}
          loading={sending.busy}
          onClick={() => sending.run((key) => decide(true, key))}
        >
          {t("gate.pass")}
        </Button>
        <Button
          variant="outline"
          disabled={note.trim() === ""}
          loading={sending.busy}
          onClick={() => sending.run((key) => decide(false, key))}
        >
          {t("gate.stop")}
        </Button>
      </Group>
    </Stack>
  );
}

function Gates(props: { whole: Whole; onDone: () => void }) {
  const { gates, application } = props.whole;
  const over = Boolean(application.decided_at ?? application.ended_at); // nothing is waited for any more
  const mine = gates.filter((gate) => gate.state === "person" && gate.gate === "due_diligence");
  return (
    <>
      <Rows
        label={t("review.gates")}
        of={gates}
        columns={[
          { name: t("review.gate"), cell: (gate) => t(`gate.${gate.gate as "lists"}`) },
          {
            name: t("review.answer"),
            cell: (gate) => (
              <span>
                <State tone={TONES[gate.state] ?? "plain"}>
                  {t(gate.state === "waiting" && over ? "gate_state.none" : `gate_state.${gate.state as "passed"}`)}
                </State>{" "}
                {gate.reason && t(`gate_reason.${gate.reason as "delay"}`)} {gate.note && <q>{gate.note}</q>}
                {gate.gate === "lists" && gate.state === "person" && may("LIST_VIEW") && (
                  <Link to="/cases">{t("gate.to_cases")}</Link>
                )}
              </span>
            ),
          },
          {
            name: t("review.at"),
            cell: (gate) => (gate.answered_at ? moment(gate.answered_at) : over ? "–" : moment(gate.asked_at)),
          },
        ]}
      />
      {may("CASE_DECIDE") &&
        mine.map((gate) => (
          <GateDeciding key={gate.gate} application={application.id} gate={gate.gate} onDone={props.onDone} />
        ))}
    </>
  );
}

function Report(props: { report: Whole["report"] }) {
  const { report } = props;
  if (!report.id) {
    return <p className="soft">{t("review.no_report")}</p>;
  }
  const yes = (what: boolean | undefined) => t(what ? "review.yes" : "review.no");
  return (
    <Facts
      of={[
        [t("review.refusal"), yes(report.refusal)],
        [t("review.delay"), report.delay_days ?? 0],
        [t("review.was_late"), yes(report.was_late)],
        [t("review.bankrupt"), report.bankrupt_on && dayShort(report.bankrupt_on)],
        [t("review.conscript"), yes(report.conscript)],
        [t("review.gambler"), yes(report.gambler)],
        [t("review.payments"), money(report.payments ?? "0.00")],
        [t("review.debt"), money(report.debt ?? "0.00")],
        [t("review.unused"), money(report.unused ?? "0.00")],
        [
          t("review.income"),
          report.income
            ? t("review.income_of", {
                sum: money(report.income),
                months: t("months#", { n: report.income_months ?? 0 }),
              })
            : t("review.unknown"),
        ],
        [t("review.taken"), report.taken_at && moment(report.taken_at)],
      ]}
    />
  );
}

/** Approved only where every check is passed (the server holds that, too); refused with a reason and its rights. */
function Deciding(props: { whole: Whole; name: string; onDone: () => void }) {
  const { application, persons_needed, verdicts } = props.whole;
  const [note, setNote] = useState("");
  const [reason, setReason] = useState<string>(REASONS[0]);
  const [asking, setAsking] = useState<boolean | null>(null);
  const sending = useSending();
  const me = useSession(session).view?.id;

  async function decide(approve: boolean, key: string): Promise<void> {
    const body = approve ? { approve, note } : { approve, note, reason };
    const path = { application: application.id };
    await api.call("post", "/v1/applications/{application}/decision", { path, key, body });
    setAsking(null);
    props.onDone();
  }

  if (verdicts.some((verdict) => verdict.by === me)) {
    return (
      <Card title={t("review.decision")}>
        <p>{t("review.second")}</p>
      </Card>
    );
  }
  return (
    <Card title={t("review.decision")}>
      <Stack onChange={sending.renew}>
        {persons_needed > 1 && <p className="soft">{t("review.two_persons")}</p>}
        <Textarea
          label={t("review.note")}
          value={note}
          rows={2}
          maxLength={ApplicationDecision.note.max}
          error={sending.at("note")}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <div>
          <Button data-key="a" onClick={() => setAsking(true)}>
            {t("review.approve")}
          </Button>
        </div>
        <Group align="end" className="apart">
          <NativeSelect
            className="grow"
            data-key="r"
            label={t("review.reason")}
            value={reason}
            data={REASONS.map((one) => ({ value: one, label: t(`refuse.${one}`) }))}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button variant="outline" onClick={() => setAsking(false)}>
            {t("review.refuse")}
          </Button>
        </Group>
      </Stack>
      {asking !== null && (
        <Confirm
          title={t(asking ? "review.sure_approve" : "review.sure_refuse")}
          doing={t(asking ? "review.approve" : "review.refuse")}
          sending={sending}
          onDo={(key) => decide(asking, key)}
          onClose={() => setAsking(null)}
        >
          <Facts
            of={[
              [t("room.client"), props.name],
              [t("queue.product"), application.product_name],
              [t("review.amount"), `${money(application.amount)}, ${t("months#", { n: application.periods })}`],
              [t("review.reason"), asking ? "" : t(`refuse.${reason as "data_untrue"}`)],
              [t("review.note"), note],
            ]}
          />
          {asking && persons_needed > 1 && <p>{t("review.two_persons")}</p>}
        </Confirm>
      )}
    </Card>
  );
}

function Verdicts(props: { of: Whole["verdicts"] }) {
  return (
    <Card title={t("review.verdicts")}>
      <ul className="rows">
        {props.of.map((verdict) => (
          <li key={verdict.by + verdict.at}>
            <State tone={verdict.approve ? "good" : "bad"}>
              {t(verdict.approve ? "review.approved" : "review.refused")}
            </State>{" "}
            {verdict.note} <span className="soft">{moment(verdict.at)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function About(props: { whole: Whole; name: string }) {
  const { application, client, pep, own_behalf, persons_needed } = props.whole;
  const yes = (what: boolean | undefined) => t(what ? "review.yes" : "review.no");
  return (
    <Card>
      <Facts
        of={[
          [t("queue.product"), application.product_name],
          [t("review.amount"), `${money(application.amount)}, ${t("months#", { n: application.periods })}`],
          [
            t("queue.state"),
            <span key="state">
              {t(`application_state.${application.state as ApplicationState}`)}
              {!application.decided_at && ", "}
              <Clock since={application.decided_at ? undefined : application.submitted_at} />
            </span>,
          ],
          [t("review.refusal_reason"), application.refusal_text],
          [t("review.pep"), yes(pep)],
          [t("review.own_behalf"), yes(own_behalf)],
          [t("review.persons"), persons_needed],
          [
            t("room.client"),
            may("CLIENT_VIEW") && (
              <Link key="client" to={`/clients/${client}`}>
                {props.name || t("clients.open")}
              </Link>
            ),
          ],
        ]}
      />
    </Card>
  );
}

export function ApplicationRoom(props: RoomProps) {
  const application = props.path.application ?? "";
  const found = useLoad(
    async () => (await api.call("get", "/v1/applications/{application}", { path: { application } })).data,
    [application],
  );
  const name = useClientName(found.data?.client);
  return (
    <Room
      title={t("review.title")}
      side={
        <Link to="/applications" hotkey="u">
          {t("room.applications")}
        </Link>
      }
    >
      <Shown of={found}>
        {(whole) => (
          <>
            <div className="two">
              <About whole={whole} name={name} />
              <Card title={t("review.report")}>
                <Report report={whole.report} />
              </Card>
            </div>
            <Card title={t("review.gates")}>
              <Gates whole={whole} onDone={found.again} />
            </Card>
            {whole.verdicts.length > 0 && <Verdicts of={whole.verdicts} />}
            {may("APPLICATION_DECIDE") && whole.application.state === "checking" && (
              <Deciding whole={whole} name={name} onDone={() => go("/applications")} />
            )}
          </>
        )}
      </Shown>
    </Room>
  );
}
