// web/borrower/src/qr_code.ts: a QR code of a text. ISO/IEC 18004: bytes, correction level M, versions 1 to 20.

/** Level M: [codewords of correction in a block, blocks] of versions 1 to 20. */
const BLOCKS: readonly (readonly [correction: number, blocks: number])[] = [
  [10, 1],
  [16, 1],
  [26, 1],
  [18, 2],
  [24, 2],
  [16, 4],
  [18, 4],
  [22, 4],
  [22, 5],
  [26, 5],
  [30, 5],
  [22, 8],
  [22, 9],
  [24, 9],
  [24, 10],
  [28, 10],
  [28, 11],
  [26, 13],
  [26, 14],
  [26, 16],
];
const LEVEL_M = 0;

/** All modules that carry data or correction, in bits. */
function rawBits(version: number): number {
  const align = version > 1 ? Math.floor(version / 7) + 2 : 0;
  const places = align > 0 ? (25 * align - 10) * align - 55 : 0;
  return (16 * version + 128) * version + 64 - places - (version >= 7 ? 36 : 0);
}

const dataWords = (version: number) => {
  const [correction = 0, blocks = 0] = BLOCKS[version - 1] ?? [];
  return Math.floor(rawBits(version) / 8) - correction * blocks;
};

/** Multiplication in the field of 256 elements with x⁸ + x⁴ + x³ + x² + 1. */
function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d) ^ (((b >>> bit) & 1) * a);
  }
  return product;
}

function divisor(degree: number): number[] {
  const terms = [...new Array<number>(degree - 1).fill(0), 1];
  let root = 1;
  for (let i = 0; i < degree; i++) {
    for (let j = 0; j < degree; j++) {
      terms[j] = times(terms[j] ?? 0, root) ^ (terms[j + 1] ?? 0);
    }
    root = times(root, 2);
  }
  return terms;
}

function remainder(data: readonly number[], by: readonly number[]): number[] {
  const rest = by.map(() => 0);
  for (const word of data) {
    const factor = word ^ (rest.shift() ?? 0);
    rest.push(0);
    by.forEach((term, i) => {
      rest[i] = (rest[i] ?? 0) ^ times(term, factor);
    });
  }
  return rest;
}

/** The text as codewords of the smallest version that holds it. */
function encoded(text: string): { version: number; words: number[] } {
  const bytes = [...new TextEncoder().encode(text)];
  let version = 1;
  const head = () => (version < 10 ? 12 : 20);
  while (version <= BLOCKS.length && dataWords(version) * 8 < head() + bytes.length * 8) {
    version++;
  }
  if (version > BLOCKS.length) {
    throw new Error("the text is too long for a QR code");
  }
  const bits: number[] = [];
  const put = (value: number, length: number) => {
    for (let i = length - 1; i >= 0; i--) {
      bits.push((value >>> i) & 1);
    }
  };
  put(4, 4);
  put(bytes.length, head() - 4);
  for (const byte of bytes) {
    put(byte, 8);
  }
  const room = dataWords(version) * 8;
  put(0, Math.min(4, room - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < room; pad ^= 0xfd) {
    put(pad, 8);
  }
  const words = Array.from({ length: room / 8 }, (_, i) =>
    bits.slice(i * 8, i * 8 + 8).reduce((word, bit) => (word << 1) | bit, 0),
  );
  return { version, words };
}

/** Data and correction, block by block, as they lie in the code. */
function interleaved(version: number, words: readonly number[]): number[] {
  const [correction, count] = BLOCKS[version - 1] ?? [0, 1];
  const short = Math.floor(rawBits(version) / 8 / count) - correction;
  const longs = Math.floor(rawBits(version) / 8) % count;
  const by = divisor(correction);
  let at = 0;
  const blocks = Array.from({ length: count }, (_, i) => {
    const data = words.slice(at, at + short + (i >= count - longs ? 1 : 0));
    at += data.length;
    return { data, fix: remainder(data, by) };
  });
  const out: number[] = [];
  for (let i = 0; i <= short; i++) {
    out.push(...blocks.flatMap(({ data }) => (i < data.length ? [data[i] ?? 0] : [])));
  }
  for (let i = 0; i < correction; i++) {
    out.push(...blocks.map(({ fix }) => fix[i] ?? 0));
  }
  return out;
}

function alignments(version: number): number[] {
  if (version === 1) {
    return [];
  }
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  const places = Array.from({ length: count - 1 }, (_, i) => version * 4 + 10 - i * step);
  return [6, ...places.reverse()];
}

/** Which modules are dark, and which are fixed by the form of the code. */
class Field {
  readonly size: number;
  readonly dark: boolean[][];
  readonly fixed: boolean[][];

  constructor(readonly version: number) {
    this.size = version * 4 + 17;
    this.dark = Array.from({ length: this.size }, () => new Array<boolean>(this.size).fill(false));
    this.fixed = this.dark.map((row) => [...row]);
    this.#form();
  }

  set(x: number, y: number, dark: boolean): void {
    if (x >= 0 && y >= 0 && x < this.size && y < this.size) {
      (this.dark[y] as boolean[])[x] = dark;
      (this.fixed[y] as boolean[])[x] = true;
    }
  }

  #ring(x: number, y: number, reach: number, light: readonly number[]): void {
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        this.set(x + dx, y + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))));
      }
    }
  }

  #form(): void {
    for (let i = 0; i < this.size; i++) {
      this.set(6, i, i % 2 === 0);
      this.set(i, 6, i % 2 === 0);
    }
    for (const [x, y] of [
      [3, 3],
      [this.size - 4, 3],
      [3, this.size - 4],
    ] as const) {
      this.#ring(x, y, 4, [2, 4]);
    }
    const places = alignments(this.version);
    const last = places.length - 1;
    places.forEach((x, i) => {
      places.forEach((y, j) => {
        if (!((i === 0 && (j === 0 || j === last)) || (i === last && j === 0))) {
          this.#ring(x, y, 2, [1]);
        }
      });
    });
    this.format(0);
    this.#number();
  }

  /** Level and mask, with their own correction, twice. */
  format(mask: number): void {
    const data = (LEVEL_M << 3) | mask;
    let rest = data;
    for (let i = 0; i < 10; i++) {
      rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
    }
    const bits = ((data << 10) | rest) ^ 0x5412;
    const bit = (i: number) => ((bits >>> i) & 1) === 1;
    for (let i = 0; i <= 5; i++) {
      this.set(8, i, bit(i));
    }
    this.set(8, 7, bit(6));
    this.set(8, 8, bit(7));
    this.set(7, 8, bit(8));
    for (let i = 9; i < 15; i++) {
      this.set(14 - i, 8, bit(i));
    }
    for (let i = 0; i < 8; i++) {
      this.set(this.size - 1 - i, 8, bit(i));
    }
    for (let i = 8; i < 15; i++) {
      this.set(8, this.size - 15 + i, bit(i));
    }
    this.set(8, this.size - 8, true);
  }

  #number(): void {
    if (this.version < 7) {
      return;
    }
    let rest = this.version;
    for (let i = 0; i < 12; i++) {
      rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
    }
    const bits = (this.version << 12) | rest;
    for (let i = 0; i < 18; i++) {
      const [a, b] = [this.size - 11 + (i % 3), Math.floor(i / 3)];
      this.set(a, b, ((bits >>> i) & 1) === 1);
      this.set(b, a, ((bits >>> i) & 1) === 1);
    }
  }

  /** The words in columns of two from the right, up and down, under the mask of a chessboard. */
  fill(words: readonly number[]): void {
    let nth = 0;
    for (let right = this.size - 1; right >= 1; right -= 2) {
      const column = right <= 6 ? right - 1 : right;
      for (let step = 0; step < this.size; step++) {
        const up = ((column + 1) & 2) === 0;
        const y = up ? this.size - 1 - step : step;
        for (const x of [column, column - 1]) {
          if (!this.fixed[y]?.[x]) {
            const bit = nth < words.length * 8 && (((words[nth >>> 3] ?? 0) >>> (7 - (nth & 7))) & 1) === 1;
            (this.dark[y] as boolean[])[x] = bit !== ((x + y) % 2 === 0);
            nth++;
          }
        }
      }
    }
  }
}

/** Rows of dark modules. Throws where the text is too long. */
export function qrOf(text: string): boolean[][] {
  const { version, words } = encoded(text);
  const field = new Field(version);
  field.fill(interleaved(version, words));
  return field.dark;
}
