// web/office/src/theme.tsx: Mantine under our policy of content: no style element is made at run time (variables come from
// its style sheet and from properties set here), no choice is stored in the browser.
import { createTheme, type MantineColorSchemeManager, MantineProvider } from "@mantine/core";
import type { ReactNode } from "react";
import { tokensOf } from "../../shared/src/brand";

const theme = createTheme({ cursorType: "pointer", respectReducedMotion: true, defaultRadius: "md" });

const nothingKept: MantineColorSchemeManager = {
  get: () => "light",
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};

/** The organisation's colour takes the place of the kit's. RULE 24.1 */
export function paint(colour: string): void {
  const tokens = tokensOf(colour);
  const root = document.documentElement.style;
  for (const [name, value] of Object.entries(tokens)) {
    root.setProperty(name, value);
  }
  const fill = tokens["--brand-fill"] ?? "";
  const strong = tokens["--brand-fill-strong"] ?? "";
  const own: Record<string, string> = {
    filled: fill,
    "filled-hover": strong,
    light: tokens["--brand-soft"] ?? "",
    "light-hover": tokens["--brand-line"] ?? "",
    "light-color": tokens["--brand-text"] ?? "",
    outline: tokens["--brand-text"] ?? "",
    "outline-hover": tokens["--brand-soft"] ?? "",
    contrast: tokens["--on-brand"] ?? "",
  };
  for (const [name, value] of Object.entries(own)) {
    root.setProperty(`--mantine-primary-color-${name}`, value);
    root.setProperty(`--mantine-color-blue-${name}`, value); // the kit's name of its primary colour
  }
  root.setProperty("--mantine-color-anchor", tokens["--brand-text"] ?? "");
}

export function Theme(props: { children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme="light"
      colorSchemeManager={nothingKept}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {props.children}
    </MantineProvider>
  );
}
