// web/shared/src/load.tsx: asking a door when a page opens, and saying what went wrong.
import { useCallback, useEffect, useState } from "react";
import type { Fault } from "./client";
import { t } from "./words";

export interface Loaded<T> {
  data: T | undefined;
  fault: Fault | undefined;
  again(): void;
  put(data: T): void;
}

/** `ask` runs when the page opens and when `on` changes. What came for an earlier `on` is dropped. */
export function useLoad<T>(ask: () => Promise<T>, on: readonly unknown[]): Loaded<T> {
  const [data, setData] = useState<T | undefined>(undefined);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let current = true;
    setFault(undefined);
    ask().then(
      (found) => current && setData(found),
      (why: Fault) => current && setFault(why),
    );
    return () => {
      current = false;
    };
  }, [...on, turn]);
  const again = useCallback(() => setTurn((now) => now + 1), []);
  return { data, fault, again, put: setData };
}

/** What a person is told: the server's sentence, or our own where none came. RULE 24.5: never anything internal. */
export function faultText(fault: { code: string; message: string; status: number }): string {
  if (fault.code === "OFFLINE") {
    return t("fault.offline");
  }
  const sentence = fault.message || t("fault.unknown");
  return sentence.charAt(0).toLocaleUpperCase() + sentence.slice(1) + (/[.!?]$/.test(sentence) ? "" : ".");
}
