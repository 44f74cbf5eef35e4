// test/browser/run.mjs: people at work in a real browser: each flow of flows/, in languages and widths. TAP; passed flows
// name the rules they prove. Usage: node run.mjs [FLOW...] [--all]
// NESIE_SHOTS=FOLDER: a picture of the page on which a flow failed.
// NESIE_PATIENCE=N: everything that is waited for may take N times as long, on a machine that others use, too.
// Words on the command line choose flows by their names and, as kk360, pairs.
// In the gate each flow runs in a third of the pairs of language and width, another third each time; at night in all. Of the
// pairs of a flow one is worked by keyboard alone (keyboard.mjs), another each time; with --keyboard each.
import { appendFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { openBrowser, openPage } from "./browser.mjs";
import { House } from "./house.mjs";
import { wear } from "./signed_in.mjs";

const words = process.argv.slice(2);
const named = words.filter((word) => !word.startsWith("--"));
const wanted = named.filter((word) => !/^(kk|ru|en)\d+$/.test(word));
const only = named.filter((word) => /^(kk|ru|en)\d+$/.test(word));
const all = words.includes("--all") || (process.env.NESIE_BUDGET ?? "gate") !== "gate";
const keyboard = words.includes("--keyboard");
const seed = Number(process.env.NESIE_SEED ?? 0);
const PAIRS = ["kk", "ru", "en"].flatMap((lang) => [360, 1280].map((width) => ({ lang, width })));

const folder = join(import.meta.dirname, "flows");
const flows = [];
for (const file of readdirSync(folder).sort()) {
  flows.push(...(await import(join(folder, file))).flows.map((flow) => ({ ...flow, file })));
}

/** One pair of six, which another seed moves more slowly than the pairs of the gate; a flow of one pair: at night. */
function byKeyboard(flow, pair, nth) {
  const turn = PAIRS.indexOf(pair) + nth + Math.floor(seed / PAIRS.length);
  return keyboard || (flow.once ? all : turn % PAIRS.length === 0);
}

/** `once`: in one pair always; `slow`: in one pair, another each time; `night`: not in the gate. */
function pairsOf(flow, nth) {
  if (flow.once) {
    return PAIRS.slice(1, 2);
  }
  if (all) {
    return PAIRS;
  }
  if (flow.slow || flow.night) {
    return flow.night ? [] : [PAIRS[(nth + seed) % PAIRS.length]];
  }
  return PAIRS.filter((_, i) => (i + nth + seed) % 3 === 0);
}

const jobs = flows
  .filter((flow) => wanted.length === 0 || wanted.some((word) => flow.name.includes(word)))
  .flatMap((flow, nth) => pairsOf(flow, nth).map((pair) => ({ flow, ...pair, byKeyboard: byKeyboard(flow, pair, nth) })))
  .filter((job) => only.length === 0 || only.includes(`${job.lang}${job.width}`));

class Wrong extends Error {}

/** What a flow is given: the house, a page, and ways to say what must hold. */
function tools(house, browser, pair) {
  const pages = [];
  return {
    house,
    ...pair,
    pair: PAIRS.findIndex((one) => one.lang === pair.lang && one.width === pair.width),
    all,
    seed,
    pages,
    async open(door = "public", path = "", more = {}) {
      const page = await openPage(browser, { ...pair, ...more });
      page.door = door;
      page.byKeyboard = pair.byKeyboard;
      pages.push(page);
      if (more.as) {
        await wear(page, house, door, more.as);
      }
      await page.goto(`${house.address(door)}/${pair.lang}${path}`);
      return page;
    },
    want(what, holds) {
      if (!holds) {
        throw new Wrong(what);
      }
    },
    none(what, list) {
      if (list.length > 0) {
        throw new Wrong(`${what}: ${list.slice(0, 12).join("; ")}`);
      }
    },
  };
}

async function runOne(house, browser, { flow, ...pair }) {
  const { lang, width } = pair;
  const given = tools(house, browser, pair);
  try {
    await flow.run(given);
    for (const page of given.pages) {
      given.none("faults in the browser", page.faults);
    }
    return null;
  } catch (fault) {
    const said = given.pages.flatMap((page) => page.faults);
    if (process.env.NESIE_SHOTS) {
      const name = `failed-${flow.name.replaceAll(" ", "-")}-${lang}-${width}.png`;
      await given.pages.at(-1)?.screenshot({ path: join(process.env.NESIE_SHOTS, name), fullPage: true }).catch(() => undefined);
    }
    return `${fault.message}${said.length > 0 ? `\nbrowser: ${said.slice(0, 5).join("; ")}` : ""}\n${fault instanceof Wrong ? "" : fault.stack}`;
  } finally {
    await Promise.all(given.pages.map((page) => page.context().close().catch(() => undefined)));
  }
}

console.log(`1..${jobs.length}`);
const house = await House.begin();
const chromium = await openBrowser(house);
let failed = 0;
let number = 0;
const proven = new Map();
try {
  await house.people_begin();
  const queue = [...jobs];
  async function worker() {
    for (let job = queue.shift(); job; job = queue.shift()) {
      const fault = await runOne(house, chromium.browser, job);
      const name = `${job.flow.name} in ${job.lang} at ${job.width}${job.byKeyboard ? " by keyboard" : ""}`;
      console.log(`${fault ? "not ok" : "ok"} ${++number} - ${name}`);
      if (fault) {
        failed++;
        console.log(fault.trim().split("\n").map((line) => `# ${line}`).join("\n"));
      }
      proven.set(job.flow, (proven.get(job.flow) ?? true) && !fault);
    }
  }
  await Promise.all([worker(), worker()]);
} finally {
  await chromium.end();
  await house.end();
}
if (process.env.NESIE_RULES_OUT) {
  for (const [flow] of [...proven].filter(([, passed]) => passed)) {
    for (const [rule, kind = "shows"] of flow.rules ?? []) {
      appendFileSync(process.env.NESIE_RULES_OUT, `${rule}\t${kind}\t${flow.name.replaceAll(" ", "_")}\n`);
    }
  }
}
process.exit(failed > 0 ? 1 : 0);
