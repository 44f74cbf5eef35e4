// web/borrower/src/consents.tsx: consents that were given, each with its receipt. RULE 12 RULE 34.1 RULE D.8
import { useState } from "react";
import { saveFile } from "../../shared/src/file";
import { moment } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { useSession } from "../../shared/src/session";
import { type Lang, lang } from "../../shared/src/words";
import { api, type Schemas, session } from "./api";
import { FaultSummary, useForm } from "./form";
import { OwnRoom } from "./own_room";
import { Trouble } from "./trouble";
import { t } from "./words";

type Consent = Schemas["Consents"]["consents"][number];

function One(props: { consent: Consent; onNow: () => void }) {
  const { consent } = props;
  const [sure, setSure] = useState(false);
  const form = useForm();

  async function withdraw(): Promise<void> {
    const path = { consent: consent.id };
    await api.call("post", "/v1/mine/consents/{consent}/withdrawal", { path, key: form.key(path) });
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
          {t("consents.version", { n: consent.version, lang: t(`lang_in.${consent.lang as Lang}`) })}
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
            className={sure ? "button button-danger" : "link"}
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

type ConsentText = Schemas["ConsentTexts"]["consents"][number];

/** A consent that is not there, or was taken back: its text of today, to be agreed to. */
function Giving(props: { client: string; text: ConsentText; withdrawn: boolean; onNow: () => void }) {
  const { text } = props;
  const [agreed, setAgreed] = useState(false);
  const form = useForm();
  const id = `agree-${text.kind}`;
  const check = () => (agreed ? [] : [{ field: id, text: t("register.agree_needed") }]);

  async function give(): Promise<void> {
    const body = { kind: text.kind, hash: text.hash, lang: lang() };
    const key = `give-${text.kind}-${Date.now() >> 14}`; // pressed twice it is one consent
    await api.call("post", "/v1/me/{client}/consents", { path: { client: props.client }, key, body });
    props.onNow();
  }

  return (
    <li className="card consent">
      <form onSubmit={form.submit(check, give)} noValidate>
        <h2>{t(`consent.${text.kind as "bureau"}`)}</h2>
        {props.withdrawn && <p>{t("consents.missing")}</p>}
        <p>{text.text}</p>
        <p className="hint">{t("register.kept#", { n: text.years })}</p>
        <FaultSummary faults={form.faults} />
        <label className="tick">
          <input
            id={id}
            type="checkbox"
            aria-invalid={form.faultOf(id) ? true : undefined}
            checked={agreed}
            onChange={(event) => setAgreed(event.currentTarget.checked)}
          />
          <span>{t("register.agree")}</span>
        </label>
        <button type="submit" className="button" aria-disabled={form.busy}>
          {t("consents.give")}
        </button>
      </form>
    </li>
  );
}

export function ConsentsPage() {
  const client = useSession(session).view?.id ?? "";
  const list = useLoad(
    async () => (await api.call("get", "/v1/me/{client}/consents", { path: { client } })).data.consents,
    [client],
  );
  const texts = useLoad(async () => (await api.call("get", "/v1/consents", {})).data.consents, [lang()]);
  const given = (kind: string) => list.data?.some((one) => one.kind === kind && !one.withdrawn_at);
  const withdrawn = (kind: string) => list.data?.some((one) => one.kind === kind) === true;
  const missing = list.data ? (texts.data ?? []).filter((text) => !given(text.kind)) : [];
  return (
    <OwnRoom title={t("consents.title")} lead={t("consents.why")} found={list}>
      <Trouble fault={texts.fault} again={texts.again} />
      {list.data?.length === 0 && <p>{t("consents.none")}</p>}
      <ul className="stack">
        {missing.map((text) => (
          <Giving key={text.hash} client={client} text={text} withdrawn={withdrawn(text.kind)} onNow={list.again} />
        ))}
        {list.data?.map((consent) => (
          <One key={consent.id} consent={consent} onNow={list.again} />
        ))}
      </ul>
    </OwnRoom>
  );
}
