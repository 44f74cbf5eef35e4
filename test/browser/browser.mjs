// test/browser/browser.mjs: Debian's Chromium without windows (a third of the work of one with them), run by a user
// without rights (tools/unprivileged.sh), driven by playwright-core.
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ROOT } from "./house.mjs";
import { teachKeyboard } from "./keyboard.mjs";

const load = createRequire(join(ROOT, "web/package.json"));
const { chromium } = load("playwright-core");
const AXE = readFileSync(load.resolve("axe-core/axe.min.js"), "utf8");

const OPTIONS = [
  "--remote-debugging-port=0", "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage",
  "--hide-scrollbars", "--force-device-scale-factor=1", "--font-render-hinting=none",
  "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
  "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-default-browser-check",
];
const PATIENCE = Number(process.env.NESIE_PATIENCE ?? 1);
const unprivileged = join(ROOT, "tools/unprivileged.sh");

/** Chromium that trusts only the house's own certificate beside the usual ones. */
export async function openBrowser(house, more = []) {
  const profile = spawnSync(unprivileged, ["mktemp", "-d", "/tmp/nesie-chromium.XXXXXX"], { encoding: "utf8" }).stdout.trim();
  const signer = `--host-resolver-rules=MAP 127.0.0.1:13579 127.0.0.1:${house.port + 5}`; // its NCALayer, where the real one is
  const words = [...OPTIONS, ...more, signer, `--user-data-dir=${profile}`, `--ignore-certificate-errors-spki-list=${house.spki()}`];
  const child = spawn(unprivileged, ["chromium-headless-shell", ...words, "about:blank"], {
    stdio: ["ignore", "ignore", "pipe"], detached: true, env: { ...process.env, TMPDIR: "/tmp" }, // its user may not write in ours
  });
  const endpoint = await new Promise((found, broken) => {
    let said = "";
    child.stderr.on("data", (bytes) => {
      said += bytes;
      const match = /DevTools listening on (ws:\S+)/.exec(said);
      if (match) {
        found(match[1]);
      }
    });
    child.once("exit", (code) => broken(new Error(`chromium ended (${code}): ${said.slice(-2000)}`)));
  });
  const browser = await chromium.connectOverCDP(endpoint);
  return {
    browser,
    async end() {
      await browser.close();
      process.kill(-child.pid, "SIGTERM");
      await new Promise((gone) => child.exitCode === null ? child.once("exit", gone) : gone());
      spawnSync(unprivileged, ["rm", "-rf", profile]);
    },
  };
}

/** A page whose every error, warning of CSP and failed request of a file is kept in `page.faults`. */
export async function openPage(browser, { width = 1280, height = 900, lang = "kk", ...more } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale: lang, reducedMotion: "reduce", ...more });
  const page = await context.newPage();
  page.faults = [];
  page.on("pageerror", (fault) => page.faults.push(`error: ${fault.message}`));
  page.on("console", (line) => {
    const expected = /Failed to load resource: the server responded with a status of 4\d\d/.test(line.text());
    if (["error", "warning"].includes(line.type()) && !expected) {
      page.faults.push(`${line.type()}: ${line.text()}`);
    }
  });
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => console.error(`CSP ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
  });
  page.patience = 15_000 * PATIENCE;
  page.setDefaultTimeout(page.patience);
  teachKeyboard(page);
  return page;
}

/** What axe finds: rule, target. WCAG 2.2 A and AA and the contrast of AAA. */
export async function axe(page) {
  if (!(await page.evaluate(() => "axe" in globalThis))) {
    await page.evaluate(AXE);
  }
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await page.evaluate(
    (run) => globalThis.axe.run(document, run),
    {
      runOnly: { type: "tag", values: tags },
      rules: { "color-contrast-enhanced": { enabled: true } },
      resultTypes: ["violations"], // nothing is gathered of what passed
      preload: false, // no rule that runs needs style sheets or media read beforehand
    },
  );
  return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")} (${rule.help})`));
}

/** Nothing is wider than the window. */
export function tooWide(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    return document.documentElement.scrollWidth <= width
      ? []
      : [...document.querySelectorAll("body *")]
          .filter((one) => one.getBoundingClientRect().right > width + 1)
          .slice(0, 3)
          .map((one) => `wider than the window: ${one.tagName.toLowerCase()}.${one.className}`);
  });
}

/** Makes every text of the page half as long again, as another language or a long name would. */
export function longer(page) {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
      const text = walker.currentNode.data.trim();
      if (/\p{L}{3}/u.test(text) && !walker.currentNode.parentElement.closest("script, style, noscript, [hreflang]")) {
        texts.push([walker.currentNode, text]);
      }
    }
    for (const [node, text] of texts) {
      const more = `${text} ${"ұзақ сөз ".repeat(Math.ceil(text.length / 18)).trim()}`;
      const named = node.parentElement.closest("[aria-label]"); // a name that says the text says the longer one
      node.data = node.data.replace(text, () => more);
      named?.setAttribute("aria-label", named.getAttribute("aria-label").replace(text, () => more));
    }
  });
}
