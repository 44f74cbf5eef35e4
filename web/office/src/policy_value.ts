// web/office/src/policy_value.ts: exact values of rules as people write them: tenge, percent, days.

const PLACES_MOST = 12;
/** How many of what is stored make one of what is written: tiyn of a tenge; a rate of one, written in hundredths. */
const SCALE: Record<string, [over: bigint, under: bigint]> = { money: [100n, 1n], rate: [1n, 100n] };

/** over / under in the unit's writing, "." before decimals. Twelve decimals at most, cut. */
export function toText(over: number, under: number, unit: string): string {
  const [more, less] = SCALE[unit] ?? [1n, 1n];
  const top = BigInt(over) * less;
  const bottom = BigInt(under) * more;
  const whole = top / bottom;
  let rest = (top % bottom) * (top < 0n ? -1n : 1n);
  let part = "";
  while (rest > 0n && part.length < PLACES_MOST) {
    rest *= 10n;
    part += rest / bottom;
    rest %= bottom;
  }
  return `${whole}${unit === "money" ? `.${part.padEnd(2, "0")}` : part ? `.${part}` : ""}`;
}

/** What was typed as an exact fraction; null where it is no number. */
export function fromText(typed: string, unit: string): { over: number; under: number } | null {
  const match = /^(\d{1,12})(?:[.,](\d{1,6}))?$/.exec(typed.replace(/[\s\u00a0]/g, ""));
  if (!match) {
    return null;
  }
  const part = match[2] ?? "";
  const [more, less] = SCALE[unit] ?? [1n, 1n];
  let over = BigInt((match[1] ?? "0") + part) * more;
  let under = 10n ** BigInt(part.length) * less;
  for (const by of [2n, 5n]) {
    while (under % by === 0n && over % by === 0n && under > 1n) {
      over /= by;
      under /= by;
    }
  }
  return over <= BigInt(Number.MAX_SAFE_INTEGER) && !(unit === "money" && under !== 1n)
    ? { over: Number(over), under: Number(under) }
    : null;
}
