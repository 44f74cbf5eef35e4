// web/borrower/src/profile.tsx: who one is here, and the ways to all that is one's own: details, consents, password.
import { useLoad } from "../../shared/src/load";
import { Link } from "../../shared/src/route";
import { useSession } from "../../shared/src/session";
import { api, session } from "./api";
import { DocumentNotice } from "./own_document";
import { Trouble } from "./trouble";
import { t } from "./words";

const WAYS = [
  ["/details", "details.title", "profile.details"],
  ["/document", "fact.document", "profile.document"],
  ["/consents", "consents.title", "profile.consents"],
  ["/notices", "notices.title", "profile.notices"],
  ["/security", "security.title", "home.security"],
  ["/organisation", "organisation.title", "home.organisation"],
] as const;

export function ProfilePage() {
  const { view } = useSession(session);
  const client = view?.id ?? "";
  const me = useLoad(async () => (await api.call("get", "/v1/me/{client}", { path: { client } })).data, [client]);
  return (
    <section className="narrow">
      <h1>{t("profile.title")}</h1>
      <Trouble fault={me.fault} again={me.again} />
      {me.data && (
        <dl className="details card">
          <dt>{t("profile.name")}</dt>
          <dd>{me.data.name}</dd>
          <dt>{t("sign_in.login")}</dt>
          <dd>{view?.login}</dd>
          <dt>{t("profile.iin")}</dt>
          <dd>{me.data.iin}</dd>
          <dt>{t("register.phone")}</dt>
          <dd>{me.data.phone}</dd>
        </dl>
      )}
      <p className="hint">{t("profile.fixed")}</p>
      <DocumentNotice client={client} />
      <ul className="tiles">
        {WAYS.map(([to, title, why]) => (
          <li key={to}>
            <Link to={to}>
              <strong>{t(title)}</strong>
              <span>{t(why)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
