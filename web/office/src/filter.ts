// web/office/src/filter.ts: what a list is narrowed to, kept in the address: it can be bookmarked, sent, and gone back to.
// Never a name or a number of a person: addresses are written into histories and logs.
import { useState } from "react";

const asked = (name: string) => new URLSearchParams(location.search).get(name);

/** What the address asks for where it is one of `choices`, else the first of them. */
export function useFilter<C extends string>(name: string, choices: readonly C[]): [C, (to: C) => void] {
  const [first] = choices as readonly [C, ...C[]];
  return useKept(name, first, (text) => choices.find((one) => one === text));
}

/** A day of the address, YYYY-MM-DD, else `other`. */
export function useDay(name: string, other: string): [string, (to: string) => void] {
  const real = (text: string) => (Number.isNaN(Date.parse(text)) ? undefined : text);
  return useKept(name, other, (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? real(text) : undefined));
}

function useKept<C extends string>(
  name: string,
  other: C,
  read: (text: string) => C | undefined,
): [C, (to: C) => void] {
  const [now, setNow] = useState<C>(() => read(asked(name) ?? "") ?? other);
  const change = (to: C) => {
    const all = new URLSearchParams(location.search);
    all.set(name, to);
    if (to === other) {
      all.delete(name);
    }
    history.replaceState(null, "", location.pathname + (all.size > 0 ? `?${all}` : ""));
    setNow(to);
  };
  return [now, change];
}
