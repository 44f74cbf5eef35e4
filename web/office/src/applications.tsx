// web/office/src/applications.tsx: the queue of applications, and the review of one: its checks with their answers, the
// credit report, the decision. RULE 7.4 RULE 8.1 RULE 8.8 RULE 10.1 RULE 10.2 RULE 27
import { Badge, Button, Group, NativeSelect, Stack, Table, Textarea } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { ApplicationDecision } from "../../generated/limits-office";
import { newKey } from "../../shared/src/client";
import { moment, money } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { go, Link } from "../../shared/src/route";
import { api, may, type Schemas } from "./api";
import type { RoomProps } from "./app";
import { Card, Room, SendingFault, Shown, Trouble, useSending, Wide } from "./parts";
import { t } from "./words";

type Whole = Schemas["ApplicationWhole"];
type State = (typeof STATES)[number];
const STATES = ["checking", "submitted", "approved", "chosen", "contract", "concluded", "refused"] as const;
/** What staff may give as a reason; the checks give the others themselves (src/lending/reason.def). */
const REASONS = ["data_untrue", "lending_policy", "due_diligence", "income_unknown", "bureau_silent"] as const;
const MINUTE_MS = 60_000;

/** How long a client waits already. */
function Clock(props: { since: string | undefined }) {
  const [, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((n) => n + 1), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  if (!props.since) {
    return null;
  }
  const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(props.since)) / MINUTE_MS));
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  return <span className="clock">{t("queue.waits", { d: days, h: hours, m: minutes % 60 })}</span>;
}

/** j and k go through the queue, Enter opens; they are switched off with the other keys. */
function move(by: number): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>(".queue tbody a")];
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  links[Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
}

export function ApplicationsRoom(props: { keys: boolean }) {
  const [state, setState] = useState<State>("checking");
  const list = useLoad(
    async () => (await api.call("get", "/v1/applications", { query: { state } })).data.applications,
    [state],
  );
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const busy = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (props.keys && !busy && !event.ctrlKey && !event.metaKey && !event.altKey && /^[jk]$/.test(event.key)) {
        move(event.key === "j" ? 1 : -1);
      }
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, [props.keys]);
  return (
    <Room
      title={t("room.applications")}
      side={
        <NativeSelect
          aria-label={t("queue.state")}
          value={state}
          data={STATES.map((one) => ({ value: one, label: t(`application_state.${one}`) }))}
          onChange={(event) => setState(event.currentTarget.value as State)}
        />
      }
    >
      <Card>
        <Shown of={list}>
          {(applications) =>
            applications.length === 0 ? (
              <p className="soft">{t("two.nothing")}</p>
            ) : (
              <Wide label={t("room.applications")}>
                <Table className="queue">
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t("queue.application")}</Table.Th>
                      <Table.Th>{t("queue.product")}</Table.Th>
                      <Table.Th>{t("queue.checks")}</Table.Th>
                      <Table.Th>{t("queue.clock")}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {applications.map((one) => (
                      <Table.Tr key={one.id}>
                        <Table.Th scope="row">
                          <Link to={`/applications/${one.id}`}>{money(one.amount)}</Link>
                        </Table.Th>
                        <Table.Td>{one.product_name}</Table.Td>
                        <Table.Td>{t("queue.done", { done: one.checks_done ?? 0, of: one.checks ?? 0 })}</Table.Td>
                        <Table.Td>
                          <Clock since={one.submitted_at} />
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Wide>
            )
          }
        </Shown>
      </Card>
    </Room>
  );
}

function Gates(props: { gates: Whole["gates"] }) {
  return (
    <Wide label={t("review.gates")}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("review.gate")}</Table.Th>
            <Table.Th>{t("review.answer")}</Table.Th>
            <Table.Th>{t("review.at")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.gates.map((gate) => (
            <Table.Tr key={gate.gate}>
              <Table.Th scope="row">{t(`gate.${gate.gate as "lists"}`)}</Table.Th>
              <Table.Td>
                <Badge variant="outline" size="lg" tt="none" color={gate.state === "stopped" ? "red" : "gray"}>
                  {t(`gate_state.${gate.state as "passed"}`)}
                </Badge>{" "}
                {gate.reason && <code>{gate.reason}</code>} {gate.note}
              </Table.Td>
              <Table.Td>{moment(gate.answered_at ?? gate.asked_at)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  );
}

function Report(props: { report: Whole["report"] }) {
  const { report } = props;
  if (!report.id) {
    return <p className="soft">{t("review.no_report")}</p>;
  }
  return (
    <dl className="details">
      <dt>{t("review.refusal")}</dt>
      <dd>{t(report.refusal ? "review.yes" : "review.no")}</dd>
      <dt>{t("review.delay")}</dt>
      <dd>{report.delay_days ?? 0}</dd>
      <dt>{t("review.payments")}</dt>
      <dd>{money(report.payments ?? "0.00")}</dd>
      <dt>{t("review.debt")}</dt>
      <dd>{money(report.debt ?? "0.00")}</dd>
      <dt>{t("review.income")}</dt>
      <dd>{report.income ? money(report.income) : t("review.unknown")}</dd>
    </dl>
  );
}

/** Approved only where every check is passed (the server holds that, too); refused with a reason and its rights. */
function Deciding(props: { application: string; onDone: () => void }) {
  const [note, setNote] = useState("");
  const [reason, setReason] = useState<string>(REASONS[0]);
  const key = useRef(newKey());
  const sending = useSending();

  async function decide(approve: boolean): Promise<void> {
    const body = approve ? { approve, note } : { approve, note, reason };
    await api.call("post", "/v1/applications/{application}/decision", {
      path: { application: props.application },
      key: key.current,
      body,
    });
    props.onDone();
  }

  return (
    <Card title={t("review.decision")}>
      <Stack
        onChange={() => {
          key.current = newKey();
        }}
      >
        <SendingFault of={sending} fields={["note"]} />
        <Textarea
          label={t("review.note")}
          value={note}
          rows={2}
          maxLength={ApplicationDecision.note.max}
          error={sending.at("note")}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Group align="end">
          <Button loading={sending.busy} onClick={() => sending.run(() => decide(true))}>
            {t("review.approve")}
          </Button>
          <NativeSelect
            className="grow"
            label={t("review.reason")}
            value={reason}
            data={REASONS.map((one) => ({ value: one, label: t(`refuse.${one}`) }))}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button variant="outline" loading={sending.busy} onClick={() => sending.run(() => decide(false))}>
            {t("review.refuse")}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}

export function ApplicationRoom(props: RoomProps) {
  const application = props.path.application ?? "";
  const found = useLoad(
    async () => (await api.call("get", "/v1/applications/{application}", { path: { application } })).data,
    [application],
  );
  return (
    <Room title={t("review.title")} side={<Link to="/applications">{t("room.applications")}</Link>}>
      <Shown of={found}>
        {(whole) => (
          <>
            <Card>
              <dl className="details">
                <dt>{t("queue.product")}</dt>
                <dd>{whole.application.product_name}</dd>
                <dt>{t("review.amount")}</dt>
                <dd>
                  {money(whole.application.amount)}, {t("months#", { n: whole.application.periods })}
                </dd>
                <dt>{t("queue.state")}</dt>
                <dd>
                  {t(`application_state.${whole.application.state as State}`)}{" "}
                  <Clock since={whole.application.decided_at ? undefined : whole.application.submitted_at} />
                </dd>
                <dt>{t("room.client")}</dt>
                <dd>
                  <Link to={`/clients/${whole.client}`}>{t("clients.open")}</Link>
                </dd>
              </dl>
            </Card>
            <Card title={t("review.gates")}>
              <Gates gates={whole.gates} />
            </Card>
            <Card title={t("review.report")}>
              <Report report={whole.report} />
            </Card>
            {whole.verdicts.length > 0 && (
              <Card title={t("review.verdicts")}>
                <ul className="rows">
                  {whole.verdicts.map((verdict) => (
                    <li key={verdict.by + verdict.at}>
                      {t(verdict.approve ? "review.approved" : "review.refused")} {verdict.note}{" "}
                      <span className="soft">{moment(verdict.at)}</span>
                    </li>
                  ))}
                </ul>
              </Card>
            )}
            {may("APPLICATION_DECIDE") && whole.application.state === "checking" && (
              <Deciding application={application} onDone={() => go("/applications")} />
            )}
            <Trouble fault={found.fault} />
          </>
        )}
      </Shown>
    </Room>
  );
}
