// web/shared/src/brand.ts: tokens of colour from the organisation's one corporate colour. RULE 24.1
// Text must be read by everyone: WCAG 1.4.6, contrast 7 : 1 or more on our grounds.

export type Rgb = readonly [red: number, green: number, blue: number];
const WHITE: Rgb = [255, 255, 255];
const INK: Rgb = [16, 24, 32];
const FALLBACK: Rgb = [11, 90, 78];
const CONTRAST = 7;

export function readColour(text: string): Rgb | null {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  return match
    ? [Number.parseInt(match[1] ?? "", 16), Number.parseInt(match[2] ?? "", 16), Number.parseInt(match[3] ?? "", 16)]
    : null;
}

/** Relative luminance (WCAG 2.2). */
function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return a.map((part, i) => Math.round(part * (1 - share) + (b[i] ?? 0) * share)) as unknown as Rgb;
}

/** The colour, darkened as little as it must be to be read on `ground`. */
function readable(colour: Rgb, ground: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.02) {
    const tried = mix(colour, INK, share);
    if (contrast(tried, ground) >= CONTRAST) {
      return tried;
    }
  }
  return INK;
}

const css = (colour: Rgb) => `rgb(${colour.join(" ")})`;

/** Name of the custom property → value. */
export function tokensOf(text: string): Record<string, string> {
  const colour = readColour(text) ?? FALLBACK;
  const soft = mix(colour, WHITE, 0.92);
  const light = contrast(colour, INK) >= CONTRAST; // dark text is read on it; else it is darkened under white text
  const filled = light ? colour : readable(colour, WHITE);
  return {
    "--brand": css(colour),
    "--brand-fill": css(filled),
    "--brand-fill-strong": css(mix(filled, light ? WHITE : INK, 0.25)),
    "--on-brand": css(light ? INK : WHITE),
    "--brand-text": css(readable(colour, soft)),
    "--brand-soft": css(soft),
    "--brand-line": css(mix(colour, WHITE, 0.72)),
  };
}

/** The style sheet may hold no rule made at run time (CSP); setting a property of an element is none. */
export function applyBrand(colour: string): void {
  for (const [name, value] of Object.entries(tokensOf(colour))) {
    document.documentElement.style.setProperty(name, value);
  }
}
