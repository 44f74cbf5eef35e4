// web/tools/files.mjs: writing what is generated.
import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** Writes only what changed, so that a build without a change does nothing. */
export function writeChanged(path, text) {
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) {
    writeFileSync(path, text);
  }
}
