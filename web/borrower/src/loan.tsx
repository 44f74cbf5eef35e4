// web/borrower/src/loan.tsx: what is owed and why, payments to come and made, ways to repay, papers.
// RULE 7.5 RULE 7.5.a RULE 7.6 RULE D.3
import { useState } from "react";
import { saveFile } from "../../shared/src/file";
import { dayLong, dayShort, decimal, money, sum } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { DebtChart, Figure } from "../../shared/src/pieces";
import { Link } from "../../shared/src/route";
import { useSession } from "../../shared/src/session";
import { lang } from "../../shared/src/words";
import { api, type Schemas, session } from "./api";
import { useForm } from "./form";
import { LoanPayouts } from "./payout";
import { Qr } from "./qr";
import { LoanRefunds } from "./refund";
import { Trouble } from "./trouble";
import { t } from "./words";

type Loan = Schemas["Loan"];
const WAYS = "ways"; // where the ways to repay stand in the page
const PARTS = ["principal", "remuneration", "penalty"] as const;

/** What the next payment comes to. */
function nextDue(loan: Loan): string {
  return sum(loan.next_principal ?? "0.00", loan.next_remuneration ?? "0.00");
}

export function LoansPage() {
  const client = useSession(session).view?.id ?? "";
  const list = useLoad(
    async () => (await api.call("get", "/v1/me/{client}/loans", { path: { client } })).data.loans,
    [client],
  );
  return (
    <section className="narrow">
      <h1>{t("loans.title")}</h1>
      <Trouble fault={list.fault} again={list.again} />
      {list.data?.length === 0 && (
        <>
          <p className="empty">{t("loans.none")}</p>
          <p>
            <Link to="/apply" className="button">
              {t("calculator.apply")}
            </Link>
          </p>
        </>
      )}
      <ul className="rows">
        {list.data?.map((loan) => (
          <li key={loan.id}>
            <Link to={`/loans/${loan.id}`}>
              <strong>{t("loan.title", { number: loan.number })}</strong>
              <span>
                {t(`loan_state.${loan.state}`)} · {t("loans.lent", { amount: money(loan.amount) })}
                {loan.next_due && ` · ${t("loans.next", { day: dayShort(loan.next_due) })}`}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Every figure opens what it is made of: the lines of the same computation that the books use. */
function Explained(props: { loan: Loan; part: (typeof PARTS)[number] }) {
  const amounts = props.loan[props.part];
  const lines = props.loan.lines.filter((line) => line.figure === props.part);
  return (
    <details className="card figure-card">
      <summary>
        <span>{t(`part.${props.part}`)}</span>
        <strong>{money(amounts.current)}</strong>
        {amounts.overdue !== "0.00" && <em>{t("loan.overdue", { amount: money(amounts.overdue) })}</em>}
      </summary>
      {lines.length === 0 ? (
        <p className="hint">{t("loan.no_lines")}</p>
      ) : (
        <ul>
          {lines.map((line) => (
            <li key={line.kind + line.from + line.text}>{line.text}</li>
          ))}
        </ul>
      )}
    </details>
  );
}

const SHOWN = 3;

/** RULE 7.5.a: upcoming payments, the nearest first, the others when they are asked for; then those that were made. */
function Payments(props: { loan: string; day: string }) {
  const [all, setAll] = useState(false);
  const found = useLoad(
    async () => (await api.call("get", "/v1/mine/loans/{loan}/payments", { path: { loan: props.loan } })).data,
    [props.loan],
  );
  const upcoming = found.data?.upcoming ?? [];
  const head = (
    <tr>
      <th scope="col">{t("schedule.date")}</th>
      <th scope="col">{t("schedule.due")}</th>
      <th scope="col">{t("figure.principal")}</th>
      <th scope="col">{t("figure.remuneration")}</th>
      <th scope="col">{t("figure.penalty")}</th>
    </tr>
  );
  return (
    <section className="card gap">
      <Trouble fault={found.fault} again={found.again} />
      <h2>{t("loan.upcoming")}</h2>
      <table className="schedule short">
        <thead>{head}</thead>
        <tbody>
          {upcoming.slice(0, all ? undefined : SHOWN).map((row) => (
            <tr key={row.date}>
              <th scope="row">{dayShort(row.date)}</th>
              <td className="strong">{decimal(row.due)}</td>
              <td data-label={t("figure.principal")}>{decimal(row.principal)}</td>
              <td data-label={t("figure.remuneration")}>{decimal(row.remuneration)}</td>
              <td data-label={t("figure.penalty")}>{decimal("0.00")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {upcoming.length > SHOWN && (
        <button type="button" className="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t("loan.fewer") : t("loan.more#", { n: upcoming.length })}
        </button>
      )}
      {upcoming.length > 1 && <Falling day={props.day} upcoming={upcoming} />}
      <h2 className="gap">{t("loan.actual")}</h2>
      {found.data?.actual.length === 0 && <p className="hint">{t("loan.no_payments")}</p>}
      {found.data && found.data.actual.length > 0 && (
        <table className="schedule short">
          <thead>{head}</thead>
          <tbody>
            {found.data.actual.map((row) => (
              <tr key={row.id}>
                <th scope="row">{dayShort(row.value_on)}</th>
                <td className="strong">{decimal(row.amount)}</td>
                <td data-label={t("figure.principal")}>{decimal(row.principal)}</td>
                <td data-label={t("figure.remuneration")}>{decimal(row.remuneration)}</td>
                <td data-label={t("figure.penalty")}>{decimal(row.penalty)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** From today's debt, by each payment to come, to nothing. */
function Falling(props: { day: string; upcoming: readonly { date: string; principal: string }[] }) {
  const left = (from: number) => sum("0.00", ...props.upcoming.slice(from).map((row) => row.principal));
  const points = [
    { day: props.day, amount: left(0) },
    ...props.upcoming.map((row, i) => ({ day: row.date, amount: left(i + 1) })),
  ];
  return <DebtChart title={t("calculator.chart")} lines={[{ name: t("part.principal"), points }]} />;
}

/** Puts a text where the bank's application takes it from. */
function Copy(props: { text: string; name: string }) {
  const [done, setDone] = useState(false);
  return (
    <>
      <button
        type="button"
        className="link"
        onClick={() =>
          navigator.clipboard.writeText(props.text).then(
            () => setDone(true),
            () => undefined,
          )
        }
      >
        {t("ways.copy")}
        <span className="unseen"> {props.name}</span>
      </button>
      <span role="status" className="hint copied">
        {done ? t("ways.copied") : ""}
      </span>
    </>
  );
}

/** RULE 7.6 */
function Ways(props: { loan: string }) {
  const found = useLoad(
    async () => (await api.call("get", "/v1/mine/loans/{loan}/ways", { path: { loan: props.loan } })).data,
    [props.loan],
  );
  const it = found.data;
  const kk = lang() === "kk";
  return (
    <section className="card gap" id={WAYS} tabIndex={-1}>
      <h2>{t("ways.title")}</h2>
      <p>{t("ways.why")}</p>
      <Trouble fault={found.fault} again={found.again} />
      {it && <Qr text={it.qr_text} name={t("ways.qr")} />}
      {it && (
        <dl className="details">
          {it.due && it.due !== "0.00" && (
            <>
              <dt>{it.pay_by ? t("ways.due", { day: dayLong(it.pay_by) }) : t("ways.late")}</dt>
              <dd className="due">{money(it.due)}</dd>
            </>
          )}
          <dt>{t("ways.receiver")}</dt>
          <dd>{kk ? it.receiver_kk : it.receiver_ru}</dd>
          <dt>{t("organisation.bin")}</dt>
          <dd>
            {it.bin} <Copy text={it.bin} name={t("organisation.bin")} />
          </dd>
          <dt>IBAN</dt>
          <dd>
            {it.iban.replace(/.{4}(?=.)/g, "$& ")} <Copy text={it.iban} name="IBAN" />
          </dd>
          <dt>{t("ways.bank")}</dt>
          <dd>{kk ? it.bank_kk : it.bank_ru}</dd>
          <dt>{t("ways.bic")}</dt>
          <dd>
            {it.bic} <Copy text={it.bic} name={t("ways.bic")} />
          </dd>
          <dt>{t("ways.kbe")}</dt>
          <dd>{it.kbe}</dd>
          <dt>{t("ways.knp")}</dt>
          <dd>{it.knp}</dd>
          <dt>{t("ways.purpose")}</dt>
          <dd>
            <span lang="ru">{it.purpose}</span> <Copy text={it.purpose} name={t("ways.purpose")} />
          </dd>
        </dl>
      )}
    </section>
  );
}

function Papers(props: { loan: string }) {
  const found = useLoad(
    async () => (await api.call("get", "/v1/mine/loans/{loan}/papers", { path: { loan: props.loan } })).data.papers,
    [props.loan],
  );
  const form = useForm();
  const [told, setTold] = useState("");

  async function save(paper: string, kind: string): Promise<void> {
    saveFile(await api.bytes("/v1/mine/papers/{paper}", { path: { paper } }), `${kind}.pdf`);
    setTold(t("receipt.saved_file"));
  }

  return (
    <section className="card gap">
      <h2>{t("papers.title")}</h2>
      <Trouble fault={found.fault} again={found.again} />
      <ul className="rows">
        {found.data?.map((paper) => (
          <li key={paper.id}>
            <button
              type="button"
              className="link"
              disabled={!paper.formed}
              onClick={(event) =>
                form.submit(
                  () => [],
                  () => save(paper.id, paper.kind),
                )(event)
              }
            >
              {t(`paper_kind.${paper.kind}`)} ({dayShort(paper.asked_at.slice(0, 10))})
            </button>
          </li>
        ))}
      </ul>
      <p role="status">{told}</p>
      {form.faults.map((fault) => (
        <p key={fault.text} className="fault" role="alert">
          {fault.text}
        </p>
      ))}
    </section>
  );
}

export function LoanPage(props: { loan: string }) {
  const client = useSession(session).view?.id ?? "";
  const found = useLoad(
    async () => (await api.call("get", "/v1/mine/loans/{loan}", { path: { loan: props.loan } })).data,
    [props.loan],
  );
  const it = found.data;
  return (
    <section className="middle">
      <p>
        <Link to="/loans" className="back">
          {t("loans.all")}
        </Link>
      </p>
      <h1>{it ? t("loan.title", { number: it.number }) : t("loans.title")}</h1>
      <Trouble fault={found.fault} again={found.again} />
      {it && (
        <>
          <dl className="figures">
            <Figure name={t("loan.debt", { day: dayLong(it.day) })} amount={it.debt} large />
            <Figure name={t("loan.payoff")} amount={it.payoff} large />
          </dl>
          <p className="state">
            {t(`loan_state.${it.state}`)}
            {it.next_date && ` · ${t("loans.next", { day: dayLong(it.next_date) })}: ${money(nextDue(it))}`}
          </p>
          {it.state === "open" && (
            <p className="actions">
              <button type="button" className="button" onClick={() => document.getElementById(WAYS)?.focus()}>
                {t("ways.how")}
              </button>
              <Link to={`/loans/${it.id}/early`} className="button button-quiet">
                {t("early.title")}
              </Link>
            </p>
          )}
          {PARTS.map((part) => (
            <Explained key={part} loan={it} part={part} />
          ))}
          <LoanRefunds client={client} loan={it} onMoved={found.again} />
          <Ways loan={it.id} />
          <Payments loan={it.id} day={it.day} />
          <LoanPayouts client={client} loan={it.id} />
          <Papers loan={it.id} />
        </>
      )}
    </section>
  );
}
