// web/office/src/loan.tsx: a loan on any day, and why each figure is what it is: the schedule as signed, what happened,
// the lines that add up. RULE 7.5 RULE 7.5.a RULE 27
import { Button, Table, TextInput } from "@mantine/core";
import { saveFile } from "../../shared/src/file";
import { dayShort, decimal, inAlmaty, moment, money, percent, sum } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { DebtChart, ScheduleTable } from "../../shared/src/pieces";
import { Link } from "../../shared/src/route";
import { api, may, type Schemas } from "./api";
import type { RoomProps } from "./app";
import { useClientName } from "./client_name";
import { useDay } from "./filter";
import { LoanRefunds } from "./loan_refunds";
import { Card, Facts, Listed, Room, Rows, Shown, State, Trouble, useSending } from "./parts";
import { t } from "./words";

type Loan = Schemas["Loan"];
type Line = Loan["lines"][number];
type Story = Schemas["LoanStory"];
const FIGURES = ["principal", "remuneration", "penalty", "costs", "suspense", "withheld"] as const;
type Figure = (typeof FIGURES)[number];

/** "31 days × 36% ÷ 365 × 412 500": how the line is counted; empty where it only happened. */
function counted(line: Line): string {
  const parts: string[] = [];
  if (line.days) {
    parts.push(line.of && !line.rate_percent ? `${line.days} / ${line.of}` : t("days#", { n: line.days }));
  }
  if (line.rate_percent) {
    parts.push(percent(line.rate_percent.replace(/\.?0+$/, "")) + (line.of ? ` ÷ ${line.of}` : ""));
  }
  if (line.base && line.base !== "0.00") {
    parts.push(decimal(line.base));
  }
  return parts.length > 1 ? parts.join(" × ") : "";
}

function Lines(props: { lines: readonly Line[]; figure: Figure }) {
  return (
    <Rows
      label={t(`loan_figure.${props.figure}`)}
      of={props.lines}
      columns={[
        {
          name: t("line.when"),
          cell: (line) => `${dayShort(line.from)}${line.to === line.from ? "" : ` – ${dayShort(line.to)}`}`,
        },
        { name: t("line.what"), cell: (line) => t(`line_kind.${line.kind as "paid"}`) },
        {
          name: t("line.how"),
          cell: (line) => (
            <>
              {counted(line)} {line.capped && <State>{t("line.capped")}</State>}
            </>
          ),
        },
        { name: t("loan.amount"), cell: (line) => decimal(line.amount ?? "0.00"), figure: true },
      ]}
    />
  );
}

/** A figure, and on demand why: RULE 7.5. */
function Why(props: { loan: Loan; figure: Figure }) {
  const lines = props.loan.lines.filter((line) => line.figure === props.figure);
  if (lines.length === 0) {
    return null;
  }
  return (
    <details className="why">
      <summary>
        {t(`loan_figure.${props.figure}`)}: {t("loan.why")}
      </summary>
      <Lines lines={lines} figure={props.figure} />
    </details>
  );
}

function Debt(props: { loan: Loan }) {
  const { loan } = props;
  const parts = (["principal", "remuneration", "penalty"] as const).map((name) => ({ name, ...loan[name] }));
  return (
    <Rows
      label={t("loan.debt")}
      of={parts}
      columns={[
        { name: t("loan.part"), cell: (part) => t(`loan_figure.${part.name}`) },
        { name: t("loan.current"), cell: (part) => decimal(part.current ?? "0.00"), figure: true },
        { name: t("loan.overdue"), cell: (part) => decimal(part.overdue ?? "0.00"), figure: true },
      ]}
      foot={
        <Table.Tr>
          <Table.Th scope="row">{t("loan.debt")}</Table.Th>
          <Table.Td className="figure" data-label={t("loan.current")}>
            {decimal(sum(...parts.map((part) => part.current ?? "0.00")))}
          </Table.Td>
          <Table.Td className="figure" data-label={t("loan.overdue")}>
            {decimal(sum(...parts.map((part) => part.overdue ?? "0.00")))}
          </Table.Td>
        </Table.Tr>
      }
    />
  );
}

function About(props: { loan: Loan }) {
  const { loan } = props;
  return (
    <Facts
      of={[
        [t("loan.number"), loan.number],
        [t("loan.signed"), dayShort(loan.signed_on)],
        [t("loan.rate"), percent(loan.rate_percent.replace(/\.?0+$/, ""))],
        [t("loan.issued"), money(loan.issued ?? "0.00")],
        [t("loan.payoff"), money(loan.payoff ?? "0.00")],
        [t("loan.suspense"), loan.suspense && loan.suspense !== "0.00" && money(loan.suspense)],
        [t("loan.costs"), loan.costs && loan.costs !== "0.00" && money(loan.costs)],
        [
          t("loan.next"),
          loan.next_date &&
            t("loan.next_of", {
              day: dayShort(loan.next_date),
              sum: money(sum(loan.next_principal ?? "0.00", loan.next_remuneration ?? "0.00")),
              principal: decimal(loan.next_principal ?? "0.00"),
              remuneration: decimal(loan.next_remuneration ?? "0.00"),
            }),
        ],
      ]}
    />
  );
}

function Events(props: { of: readonly Story["events"][number][] }) {
  const parts = ["principal", "overdue_principal", "remuneration", "overdue_remuneration", "penalty"] as const;
  return (
    <Rows
      label={t("loan.events")}
      look="events"
      of={props.of}
      none={t("loan.no_events")}
      columns={[
        { name: t("line.when"), cell: (event) => dayShort(event.day) },
        { name: t("line.what"), cell: (event) => t(`event.${event.kind as "payout"}`) },
        {
          name: t("loan.amount"),
          cell: (event) => (event.amount === "0.00" ? "–" : decimal(event.amount ?? "0.00")),
          figure: true,
        },
        ...parts.map((part) => ({
          name: t(`after.${part}`),
          cell: (event: Story["events"][number]) => decimal(event[part] ?? "0.00"),
          figure: true,
        })),
      ]}
    />
  );
}

function Schedule(props: { rows: readonly Story["rows"][number][]; issued: string; from: string }) {
  const [first] = props.rows;
  if (!first) {
    return null;
  }
  const points = [
    { day: props.from, amount: props.issued },
    ...props.rows.map((row) => ({ day: row.date, amount: row.balance ?? "0.00" })),
  ];
  return (
    <>
      <DebtChart title={t("loan.chart")} lines={[{ name: t("loan_figure.principal"), points }]} />
      <ScheduleTable
        caption={t("loan.schedule_why")}
        rows={props.rows.map((row) => ({
          nr: row.nr ?? 0,
          date: row.date,
          principal: row.principal ?? "0.00",
          remuneration: row.remuneration ?? "0.00",
          due: row.due ?? "0.00",
          balance: row.balance ?? "0.00",
        }))}
      />
    </>
  );
}

function Payments(props: { loan: string }) {
  const { loan } = props;
  const found = useLoad(
    async () => (await api.call("get", "/v1/loans/{loan}/payments", { path: { loan } })).data.actual,
    [loan],
  );
  const parts = ["amount", "principal", "remuneration", "penalty", "kept"] as const;
  return (
    <Card title={t("loan.payments")}>
      <Shown of={found}>
        {(rows) => (
          <Rows
            label={t("loan.payments")}
            of={rows}
            none={t("loan.no_payments")}
            columns={[
              { name: t("line.when"), cell: (row) => dayShort(row.value_on) },
              ...parts.map((part) => ({
                name: t(`paid.${part}`),
                cell: (row: (typeof rows)[number]) => decimal(row[part] ?? "0.00"),
                figure: true,
              })),
            ]}
          />
        )}
      </Shown>
    </Card>
  );
}

function Paper(props: { name: string; at: string; ready: boolean; load: () => Promise<Blob> }) {
  const sending = useSending();
  return (
    <li>
      <span>
        {props.name} <span className="soft">{moment(props.at)}</span>
      </span>{" "}
      {props.ready ? (
        <Button
          variant="light"
          size="compact-md"
          loading={sending.busy}
          aria-label={`${t("paper.save")}: ${props.name}`}
          onClick={() => sending.run(async () => saveFile(await props.load(), `${props.name}.pdf`))}
        >
          {t("paper.save")}
        </Button>
      ) : (
        <span className="soft">{t("paper.waits")}</span>
      )}
      <Trouble fault={sending.fault} />
    </li>
  );
}

function Papers(props: { loan: string }) {
  const { loan } = props;
  const found = useLoad(
    async () => (await api.call("get", "/v1/loans/{loan}/papers", { path: { loan } })).data.papers,
    [loan],
  );
  return (
    <Card title={t("loan.papers")}>
      <Shown of={found}>
        {(rows) => (
          <Listed of={rows} none={t("file.none")}>
            {(papers) => (
              <ul className="rows">
                {papers.map((paper) => (
                  <Paper
                    key={paper.id}
                    name={t(`paper_kind.${paper.kind as "contract"}`)}
                    at={paper.asked_at}
                    ready={paper.formed === true}
                    load={() => api.bytes("/v1/papers/{paper}", { path: { paper: paper.id } })}
                  />
                ))}
              </ul>
            )}
          </Listed>
        )}
      </Shown>
    </Card>
  );
}

function States(props: { loan: Loan }) {
  const { loan } = props;
  return (
    <span className="states">
      <State tone={loan.state === "closed" ? "good" : "plain"}>{t(`loan_state.${loan.state}`)}</State>
      {(loan.days_overdue ?? 0) > 0 && <State tone="bad">{t("loan.days_late#", { n: loan.days_overdue ?? 0 })}</State>}
      {loan.suspended && <State tone="wait">{t("loan.suspended")}</State>}
    </span>
  );
}

export function LoanRoom(props: RoomProps) {
  const loan = props.path.loan ?? "";
  const [day, setDay] = useDay("day", inAlmaty(new Date()).day);
  const found = useLoad(
    async () => (await api.call("get", "/v1/loans/{loan}", { path: { loan }, query: { day } })).data,
    [loan, day],
  );
  const story = useLoad(
    async () => (await api.call("get", "/v1/loans/{loan}/events", { path: { loan } })).data,
    [loan],
  );
  const client = story.data?.client;
  const name = useClientName(client);
  return (
    <Room
      title={`${t("room.loan")} ${found.data?.number ?? ""}`}
      side={
        client && may("CLIENT_VIEW") ? (
          <Link to={`/clients/${client}`} hotkey="u">
            {name || t("clients.open")}
          </Link>
        ) : undefined
      }
    >
      <Card
        title={t("loan.state")}
        side={
          <TextInput
            type="date"
            label={t("loan.on_day")}
            value={day}
            onChange={(event) => event.currentTarget.value && setDay(event.currentTarget.value)}
          />
        }
      >
        <Shown of={found}>
          {(data) => (
            <>
              <p>
                <States loan={data} /> <span className="soft">{t("loan.end_of", { day: dayShort(data.day) })}</span>
              </p>
              <div className="two">
                <Debt loan={data} />
                <About loan={data} />
              </div>
              {FIGURES.map((figure) => (
                <Why key={figure} loan={data} figure={figure} />
              ))}
            </>
          )}
        </Shown>
      </Card>
      <Shown of={story}>
        {(data) => (
          <>
            <Card title={t("loan.events")}>
              <Events of={data.events} />
            </Card>
            <Card title={t("loan.schedule")}>
              {found.data && (
                <Schedule
                  rows={data.rows}
                  from={found.data.signed_on}
                  issued={sum("0.00", ...data.rows.map((row) => row.principal ?? "0.00"))}
                />
              )}
            </Card>
          </>
        )}
      </Shown>
      <Payments loan={loan} />
      <LoanRefunds loan={loan} client={client} most={found.data?.suspense ?? "0.00"} onDone={found.again} />
      <Papers loan={loan} />
    </Room>
  );
}
