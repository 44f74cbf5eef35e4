// web/borrower/src/later.tsx: pages behind the sign-in come when they are first opened; the first view stays small.
import { type ReactNode, useEffect, useState } from "react";
import { t } from "./words";

export function Later<T>(props: { load: () => Promise<T>; draw: (module: T) => ReactNode }) {
  const [module, setModule] = useState<T | null>(null);
  const [failed, setFailed] = useState(false);

  function ask(): void {
    setFailed(false);
    props.load().then(
      (come) => setModule(() => come),
      () => setFailed(true),
    );
  }
  useEffect(ask, []);
  if (module) {
    return <>{props.draw(module)}</>;
  }
  return failed ? (
    <div className="notice" role="alert">
      <p>{t("fault.offline")}</p>
      <button type="button" className="button button-quiet" onClick={ask}>
        {t("fault.again")}
      </button>
    </div>
  ) : (
    <p className="empty" role="status">
      {t("frame.loading")}
    </p>
  );
}
