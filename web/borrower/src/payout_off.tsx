// web/borrower/src/payout_off.tsx: cash that waits at a desk and is not wanted any more. RULE 9.2.c
import { useState } from "react";
import { money } from "../../shared/src/format";
import { api, type Schemas } from "./api";
import { FaultSummary, useForm } from "./form";
import { t } from "./words";

/** Asked once more before it is called off: the code ends with it. */
export function CallOff(props: { payout: Schemas["Payout"]; onOff: () => void }) {
  const { payout } = props;
  const [sure, setSure] = useState(false);
  const form = useForm();

  async function cancel(): Promise<void> {
    const path = { payout: payout.id };
    try {
      await api.call("post", "/v1/mine/payouts/{payout}/cancellation", { path, key: form.key(path) });
    } finally {
      props.onOff(); // also where it was handed out, or called off, meanwhile
    }
  }

  if (!sure) {
    return (
      <button type="button" className="link" onClick={() => setSure(true)}>
        {t("payout_off.do")}
      </button>
    );
  }
  return (
    <>
      <FaultSummary faults={form.faults} />
      <h3 className="gap">{t("payout_off.sure")}</h3>
      <p>{t("payout_off.why", { amount: money(payout.amount) })}</p>
      <div className="actions">
        <button type="button" className="button" aria-disabled={form.busy} onClick={form.press(cancel)}>
          {t("payout_off.do")}
        </button>
        <button type="button" className="button button-quiet" onClick={() => setSure(false)}>
          {t("payout_off.no")}
        </button>
      </div>
    </>
  );
}
