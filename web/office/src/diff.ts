// web/office/src/diff.ts: two texts line by line: what stays, what goes, what comes (longest common part).

export interface DiffLine {
  kind: "same" | "gone" | "new" | "rest";
  text: string;
}

/** Above so many pairs of lines the texts are shown whole instead: as gone and new. */
const PAIRS_MOST = 1_000_000;

export function differences(now: readonly string[], then: readonly string[]): DiffLine[] {
  if (now.length * then.length > PAIRS_MOST) {
    return [
      ...now.map((text) => ({ kind: "gone", text }) as const),
      ...then.map((text) => ({ kind: "new", text }) as const),
    ];
  }
  const width = then.length + 1;
  const common = new Int32Array((now.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = now.length - 1; i >= 0; i--) {
    for (let j = then.length - 1; j >= 0; j--) {
      common[i * width + j] = now[i] === then[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < now.length || j < then.length) {
    if (i < now.length && j < then.length && now[i] === then[j]) {
      lines.push({ kind: "same", text: now[i] ?? "" });
      i++;
      j++;
    } else if (i < now.length && (j === then.length || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: "gone", text: now[i++] ?? "" });
    } else {
      lines.push({ kind: "new", text: then[j++] ?? "" });
    }
  }
  return lines;
}

/** Only what changed, each with a line before and after it; what is left out is one line of the kind "rest". */
export function changed(lines: readonly DiffLine[]): DiffLine[] {
  const near = (i: number) => [i - 1, i, i + 1].some((at) => lines[at] !== undefined && lines[at]?.kind !== "same");
  const kept: DiffLine[] = [];
  lines.forEach((line, i) => {
    if (near(i)) {
      kept.push(line);
    } else if (kept.at(-1)?.kind !== "rest") {
      kept.push({ kind: "rest", text: "⋯" });
    }
  });
  return kept;
}
