// web/borrower/src/home.tsx: the beginning of the personal account.

import { dayLong, money, moneyRound, sum } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { Link } from "../../shared/src/route";
import { useSession } from "../../shared/src/session";
import { api, session } from "./api";
import type { PageProps } from "./app";
import { Trouble } from "./trouble";
import { t } from "./words";

/** RULE 7.4: every application, with where it stands. */
function Applications(props: { client: string }) {
  const { client } = props;
  const list = useLoad(
    async () => (await api.call("get", "/v1/me/{client}/applications", { path: { client } })).data.applications,
    [client],
  );
  if (!list.data || list.data.length === 0) {
    return <Trouble fault={list.fault} again={list.again} />;
  }
  return (
    <section className="gap">
      <h2>{t("home.applications")}</h2>
      <ul className="rows">
        {list.data.map((one) => (
          <li key={one.id}>
            <Link to={`/applications/${one.id}`}>
              <strong>{moneyRound(one.amount)}</strong>
              <span>{t(`state.${one.state as "draft"}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** RULE 7.5: what is owed and when the next payment is due come first. */
function Debt(props: { loan: string; number: string }) {
  const found = useLoad(
    async () => (await api.call("get", "/v1/mine/loans/{loan}", { path: { loan: props.loan } })).data,
    [props.loan],
  );
  const it = found.data;
  if (!it) {
    return <Trouble fault={found.fault} again={found.again} />;
  }
  return (
    <Link to={`/loans/${it.id}`} className="card debt">
      <span className="hint">{t("loan.title", { number: props.number })}</span>
      <strong>{money(it.debt)}</strong>
      <span>{t("home.debt")}</span>
      {it.days_overdue ? <em>{t("home.overdue#", { n: it.days_overdue })}</em> : null}
      {it.next_date && (
        <span>
          {t("loans.next", { day: dayLong(it.next_date) })}:{" "}
          <b>{money(sum(it.next_principal ?? "0.00", it.next_remuneration ?? "0.00"))}</b>
        </span>
      )}
    </Link>
  );
}

function Debts(props: { client: string }) {
  const { client } = props;
  const list = useLoad(
    async () => (await api.call("get", "/v1/me/{client}/loans", { path: { client } })).data.loans,
    [client],
  );
  const open = list.data?.filter((one) => one.state !== "closed") ?? [];
  return (
    <>
      <Trouble fault={list.fault} again={list.again} />
      {open.length > 0 && (
        <section className="stack">
          {open.map((one) => (
            <Debt key={one.id} loan={one.id} number={one.number} />
          ))}
        </section>
      )}
      {list.data && (
        <section className={open.length > 0 ? "gap" : "card welcome"}>
          {open.length === 0 && <p className="lead">{t("home.nothing")}</p>}
          <p className="actions">
            <Link to="/apply" className={open.length > 0 ? "button button-quiet" : "button"}>
              {t("calculator.apply")}
            </Link>
            {open.length === 0 && (
              <Link to="/" className="button button-quiet">
                {t("home.calculate")}
              </Link>
            )}
          </p>
        </section>
      )}
    </>
  );
}

export function HomePage(_: PageProps) {
  const client = useSession(session).view?.id ?? "";
  const me = useLoad(async () => (await api.call("get", "/v1/me/{client}", { path: { client } })).data, [client]);
  return (
    <section className="narrow">
      <h1>{me.data ? t("home.hello", { name: firstName(me.data.name) }) : t("home.title")}</h1>
      <Trouble fault={me.fault} again={me.again} />
      {me.data && <Debts client={client} />}
      {me.data && <Applications client={client} />}
    </section>
  );
}

/** "Тестов Тест Тестович" → "Тест Тестович": how one is addressed. A legal entity is called by its whole name. */
export function firstName(whole: string): string {
  return /[«"]/.test(whole) ? whole : whole.split(" ").slice(1).join(" ") || whole;
}
