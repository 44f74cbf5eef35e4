// web/borrower/src/notices.tsx: what one was told: sign-ins, changes of password, number and accounts, and the rest.
// RULE 25.9 RULE 25.9.a RULE 25.9.b
import { moment } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { Link } from "../../shared/src/route";
import { useSession } from "../../shared/src/session";
import { lang } from "../../shared/src/words";
import { api, session } from "./api";
import { OwnRoom } from "./own_room";
import { t } from "./words";

export function NoticesPage() {
  const client = useSession(session).view?.id ?? "";
  const list = useLoad(
    async () => (await api.call("get", "/v1/me/{client}/notices", { path: { client } })).data.notices,
    [client, lang()],
  );
  return (
    <OwnRoom title={t("notices.title")} lead={t("notices.why")} found={list}>
      {list.data?.length === 0 && <p className="empty">{t("notices.none")}</p>}
      <ul className="stack notices">
        {list.data?.map((one) => (
          <li key={one.id}>
            <p>
              {one.text}
              <time className="block hint" dateTime={one.made_at}>
                {moment(one.made_at)}
              </time>
            </p>
          </li>
        ))}
      </ul>
      <p>
        {t("notices.strange")} <Link to="/security">{t("security.title")}</Link>
      </p>
    </OwnRoom>
  );
}
