// web/borrower/src/home.tsx: the beginning of the personal account.

import { moneyRound } from "../../shared/src/format";
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

export function HomePage(_: PageProps) {
  const client = useSession(session).view?.id ?? "";
  const me = useLoad(async () => (await api.call("get", "/v1/me/{client}", { path: { client } })).data, [client]);
  return (
    <>
      <h1>{me.data ? t("home.hello", { name: firstName(me.data.name) }) : t("home.title")}</h1>
      <Trouble fault={me.fault} again={me.again} />
      <p>
        <Link to="/apply" className="button">
          {t("calculator.apply")}
        </Link>
      </p>
      {me.data && <Applications client={client} />}
      <ul className="tiles">
        <li>
          <Link to="/loans">
            <strong>{t("loans.title")}</strong>
            <span>{t("home.loans")}</span>
          </Link>
        </li>
        <li>
          <Link to="/letters">
            <strong>{t("letters.title")}</strong>
            <span>{t("home.letters")}</span>
          </Link>
        </li>
        <li>
          <Link to="/organisation">
            <strong>{t("organisation.title")}</strong>
            <span>{t("home.organisation")}</span>
          </Link>
        </li>
        <li>
          <Link to="/security">
            <strong>{t("security.title")}</strong>
            <span>{t("home.security")}</span>
          </Link>
        </li>
      </ul>
    </>
  );
}

/** "Тестов Тест Тестович" → "Тест Тестович": how one is addressed. */
export function firstName(whole: string): string {
  return whole.split(" ").slice(1).join(" ") || whole;
}
