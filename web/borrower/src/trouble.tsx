// web/borrower/src/trouble.tsx: what could not be shown, in words, with a way on. RULE 24.5
import type { Fault } from "../../shared/src/client";
import { faultText } from "../../shared/src/load";
import { t } from "./words";

export function Trouble(props: { fault: Fault | undefined; again: () => void }) {
  if (!props.fault) {
    return null;
  }
  return (
    <div className="notice" role="alert">
      <p>{faultText(props.fault)}</p>
      {props.fault.trace && <p className="small">{t("fault.trace", { id: props.fault.trace.slice(0, 8) })}</p>}
      <button type="button" className="button button-quiet" onClick={props.again}>
        {t("fault.again")}
      </button>
    </div>
  );
}
