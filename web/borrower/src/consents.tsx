// web/borrower/src/consents.tsx: consents that were given, each with its receipt. RULE 12 RULE 34.1 RULE D.8
import { useState } from "react";
import { saveFile } from "../../shared/src/file";
import { moment } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { useSession } from "../../shared/src/session";
import { LANG_NAMES, type Lang } from "../../shared/src/words";
import { api, type Schemas, session } from "./api";
import { FaultSummary, useForm } from "./form";
import { OwnRoom } from "./own_room";
import { t } from "./words";

type Consent = Schemas["Consents"]["consents"][number];

function One(props: { consent: Consent; onNow: () => void }) {
  const { consent } = props;
  const [sure, setSure] = useState(false);
  const form = useForm();

  async function withdraw(): Promise<void> {
    const path = { consent: consent.id };
    await api.call("post", "/v1/mine/consents/{consent}/withdrawal", { path, key: `withdraw-${consent.id}` });
    setSure(false);
    props.onNow();
  }

  async function receipt(): Promise<void> {
    const path = { consent: consent.id };
    saveFile(await api.bytes("/v1/mine/consents/{consent}/receipt", { path }), `${consent.kind}.receipt.txt`);
  }

  return (
    <li className="card">
      <h2>{t(`consent.${consent.kind as "bureau"}`)}</h2>
      <p>
        {t("consents.given", { at: moment(consent.given_at) })}
        <span className="block hint">
          {t("consents.version", { n: consent.version, lang: LANG_NAMES[consent.lang as Lang] })}
        </span>
      </p>
      {consent.withdrawn_at && <p className="state">{t("consents.withdrawn", { at: moment(consent.withdrawn_at) })}</p>}
      <FaultSummary faults={form.faults} />
      {sure && <p>{t("consents.sure")}</p>}
      <div className="actions">
        <button type="button" className="button button-quiet" aria-disabled={form.busy} onClick={form.press(receipt)}>
          {t("receipt.save")}
        </button>
        {!consent.withdrawn_at && (
          <button
            type="button"
            className={sure ? "button" : "link"}
            aria-disabled={form.busy}
            onClick={sure ? form.press(withdraw) : () => setSure(true)}
          >
            {t(sure ? "consents.withdraw_do" : "consents.withdraw")}
          </button>
        )}
      </div>
    </li>
  );
}

export function ConsentsPage() {
  const client = useSession(session).view?.id ?? "";
  const list = useLoad(
    async () => (await api.call("get", "/v1/me/{client}/consents", { path: { client } })).data.consents,
    [client],
  );
  return (
    <OwnRoom title={t("consents.title")} lead={t("consents.why")} found={list}>
      {list.data?.length === 0 && <p className="empty">{t("consents.none")}</p>}
      <ul className="stack">
        {list.data?.map((consent) => (
          <One key={consent.id} consent={consent} onNow={list.again} />
        ))}
      </ul>
    </OwnRoom>
  );
}
