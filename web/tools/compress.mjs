// web/tools/compress.mjs: writes x.br and x.gz beside each built file, and holds the first view of each side to its size.
// Usage: node compress.mjs BUILT-FOLDER. A side above its limit ends the build.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** What the first view of a side needs at most, in bytes on the wire (brotli): page, styles, code, one language, and for
 * the borrower the arithmetic of the calculator, too. `page`: of the HTML alone. */
const LIMITS = {
  borrower: { first: 60 * 1024, page: 14 * 1024, also: [/\.wasm$/] },
  office: { first: 250 * 1024, page: 14 * 1024, also: [] },
};

const [built] = process.argv.slice(2);
let failed = false;

function compress(folder) {
  const sizes = new Map();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (!entry.isFile() || /\.(br|gz)$/.test(path)) {
      continue;
    }
    const bytes = readFileSync(path);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    const small = brotliCompressSync(bytes, { params });
    if (small.length < bytes.length) {
      writeFileSync(`${path}.br`, small);
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    }
    sizes.set(path, Math.min(small.length, bytes.length));
  }
  return sizes;
}

for (const [app, limit] of Object.entries(LIMITS)) {
  const sizes = compress(join(built, app));
  const html = readFileSync(join(built, app, "index.html"), "utf8");
  const largest = (a, b) => (sizes.get(b) > sizes.get(a) ? b : a);
  const firstPage = [...sizes.keys()].filter((path) => path.endsWith("index.html")).reduce(largest);
  const first = [...sizes].filter(([path]) => {
    const name = path.split("/").at(-1);
    return path === firstPage || html.includes(name) || limit.also.some((one) => one.test(path));
  });
  const words = [...sizes].filter(([path]) => /words-\w+\.(kk|ru|en)-/.test(path)).map(([, size]) => size);
  const total = first.reduce((sum, [, size]) => sum + size, 0) + Math.max(0, ...words);
  const page = sizes.get(firstPage);
  const all = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  console.log(`${app}: first view ${total} of ${limit.first} bytes, page ${page} of ${limit.page}, all files ${all}`);
  if (total > limit.first || page > limit.page) {
    console.error(
      `${app}: the first view is too large: ${first.map(([path, size]) => `${path.split("/").at(-1)} ${size}`).join(", ")}`,
    );
    failed = true;
  }
}
process.exit(failed ? 1 : 0);
