// web/office/src/returning.tsx: what goes back before it reached anybody: a receipt of nobody to its sender, cash that a client does
// not fetch to the organisation. RULE 9.2.c RULE 27
import { dayShort, money } from "../../shared/src/format";
import { api, type Schemas } from "./api";
import { Asked } from "./confirm";
import { t } from "./words";

/** Proposed here, decided by another person in the room of returns. */
export function ReturnLine(props: { line: Schemas["BankLines"]["lines"][number]; onDone: () => void }) {
  const { line } = props;
  return (
    <Asked
      doing={t("refund.return")}
      about={line.ref}
      sure={t("refund.sure_return")}
      facts={[
        [t("loan.amount"), money(line.amount ?? "0.00")],
        [t("bank.value_on"), dayShort(line.value_on)],
        [t("bank.ref"), line.ref],
      ]}
      send={(key) => api.call("post", "/v1/bank-lines/{line}/refund", { path: { line: line.id }, key })}
      onDone={props.onDone}
    >
      <p className="soft">{t("refund.return_why")}</p>
    </Asked>
  );
}

/** Only cash that nobody fetched: what went to the bank is not called back. */
export function CancelPayout(props: { payout: Schemas["Payout"]; onDone: () => void }) {
  const { payout } = props;
  return (
    <Asked
      doing={t("payout.cancel")}
      about={payout.number}
      sure={t("payout.sure_cancel")}
      facts={[
        [t("loan.number"), payout.number],
        [t("loan.amount"), money(payout.amount ?? "0.00")],
      ]}
      send={(key) => api.call("post", "/v1/payouts/{payout}/cancellation", { path: { payout: payout.id }, key })}
      onDone={props.onDone}
    >
      <p className="soft">{t("payout.cancel_why")}</p>
    </Asked>
  );
}
