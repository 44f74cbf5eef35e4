// web/borrower/src/eds.tsx: confirming by an electronic signature of the national certification authority: on this computer by
// NCALayer, in a page of its own (it alone may talk to that program), or by telephone, which follows a QR code. RULE 35.1
import { useEffect, useState } from "react";
import { moment } from "../../shared/src/format";
import { href } from "../../shared/src/route";
import { api, type Schemas } from "./api";
import { FaultSummary, useForm } from "./form";
import { Qr } from "./qr";
import { t } from "./words";

type Confirmation = Schemas["Confirmation"];
const POLL_MS = 2000;
const REASONS = ["content", "person", "purpose", "expired", "revoked", "authority", "signature", "status"] as const;

/** What became of the last signature. */
export function EdsState(props: { now: Confirmation }) {
  const { eds, eds_reason } = props.now;
  const reason = REASONS.find((one) => one === eds_reason) ?? "signature";
  if (eds === "asking") {
    return (
      <p className="hint" role="status">
        {t("eds.asking")}
      </p>
    );
  }
  if (eds === "failed") {
    return (
      <p className="fault" role="alert">
        {t(`eds_reason.${reason}`)}
      </p>
    );
  }
  return eds === "passed" ? <p className="done">{t("eds.done")}</p> : null;
}

/** A confirmation that is asked about again while a signature may come from elsewhere. */
export function useSigned(id: string, now: Confirmation | undefined, onNow: (now: Confirmation) => void): void {
  const over = !now || now.eds === "passed";
  useEffect(() => {
    const ask = () =>
      api.call("get", "/v1/mine/confirmations/{confirmation}", { path: { confirmation: id } }).then(
        (got) => onNow(got.data),
        () => undefined,
      );
    const timer = over ? undefined : setInterval(ask, POLL_MS);
    return () => clearInterval(timer);
  }, [id, over]);
}

export function Eds(props: { id: string; now: Confirmation; onNow: (now: Confirmation) => void }) {
  const { id, now } = props;
  const [code, setCode] = useState<Schemas["EdsCode"] | null>(null);
  const form = useForm();
  const path = { confirmation: id };
  useSigned(id, now, props.onNow);
  useEffect(() => {
    if (now.eds) {
      setCode(null); // it led to one signature
    }
  }, [now.eds]);

  async function ask(): Promise<void> {
    setCode((await api.call("post", "/v1/mine/confirmations/{confirmation}/eds/code", { path })).data);
  }

  if (now.eds === "passed") {
    return <EdsState now={now} />;
  }
  return (
    <div>
      <p>{t("eds.why")}</p>
      <FaultSummary faults={form.faults} />
      <EdsState now={now} />
      <div className="actions">
        <a className="button" href={href(`/sign/${id}`)} target="_blank" rel="noopener noreferrer">
          {t("eds.computer")}
        </a>
        <button type="button" className="button button-quiet" aria-disabled={form.busy} onClick={form.press(ask)}>
          {t(code ? "eds.phone_again" : "eds.phone")}
        </button>
      </div>
      {code && (
        <>
          <Qr text={code.code} name={t("eds.qr")} />
          <p className="hint">{t("eds.phone_until", { at: moment(code.ends_at) })}</p>
        </>
      )}
    </div>
  );
}
