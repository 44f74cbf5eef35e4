// web/borrower/src/later.tsx: pages behind the sign-in come when they are first opened; the first view stays small.
import { type ReactNode, useEffect, useState } from "react";
import { t } from "./words";

export function Later<T>(props: { load: () => Promise<T>; draw: (module: T) => ReactNode }) {
  const [module, setModule] = useState<T | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    props.load().then(
      (come) => setModule(() => come),
      () => setFailed(true),
    );
  }, []);
  if (module) {
    return <>{props.draw(module)}</>;
  }
  return (
    <p className="empty" role="status">
      {t(failed ? "fault.offline" : "frame.loading")}
    </p>
  );
}
