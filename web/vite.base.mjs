// web/vite.base.mjs: how both sides are built: names by content, no helper that writes HTML or styles at run time (CSP).
import { resolve } from "node:path";

export function config(app, alias = {}) {
  return {
    root: resolve(import.meta.dirname, app),
    base: "/",
    publicDir: false,
    resolve: { alias },
    oxc: { jsx: { runtime: "automatic", importSource: "react" } },
    build: {
      outDir: resolve(import.meta.dirname, "../build/web", app),
      emptyOutDir: true,
      target: "es2022",
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rolldownOptions: { output: { hashCharacters: "hex" } },
    },
  };
}
