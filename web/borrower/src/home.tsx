// web/borrower/src/home.tsx: the beginning of the personal account.

import { useLoad } from "../../shared/src/load";
import { Link } from "../../shared/src/route";
import { useSession } from "../../shared/src/session";
import { api, session } from "./api";
import type { PageProps } from "./app";
import { Trouble } from "./trouble";
import { t } from "./words";

export function HomePage(_: PageProps) {
  const client = useSession(session).view?.id ?? "";
  const me = useLoad(async () => (await api.call("get", "/v1/me/{client}", { path: { client } })).data, [client]);
  return (
    <>
      <h1>{me.data ? t("home.hello", { name: firstName(me.data.name) }) : t("home.title")}</h1>
      <Trouble fault={me.fault} again={me.again} />
      <ul className="tiles">
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
