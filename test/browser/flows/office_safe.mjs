// test/browser/flows/office_safe.mjs: what the office must not do: keep a session in the browser, show anything internal, believe
// a forged request, run what somebody wrote.
import { axe } from "../browser.mjs";
import { PASSWORD } from "../house.mjs";
import { wear } from "../signed_in.mjs";
import { office } from "./office.mjs";

/** All that a page can keep: RULE 24.2. */
const kept = (page) =>
  page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    cookie: document.cookie,
  }));

async function nothingKept(given) {
  const { want, house } = given;
  const page = await office(given, "erlan", "/clients");
  await page.waitForSelector("input[type=search]");
  const found = await kept(page);
  want(`nothing is kept: ${JSON.stringify(found)}`, Object.values(found).every((one) => one === 0 || one === ""));
  const [cookie, ...more] = await page.context().cookies();
  want("the one cookie cannot be read by a script", more.length === 0 && cookie.httpOnly && cookie.secure && cookie.sameSite === "Strict");
  if (given.width === 360) {
    await page.click(".menu");
  }
  await page.locator(".side-foot button").last().click();
  await page.waitForSelector("input[autocomplete=username]");
  await page.goBack();
  await page.waitForSelector("input[autocomplete=username]");
  want("after signing out nothing is behind", (await page.locator("input[type=search]").count()) === 0);
  await page.context().addCookies([cookie]);
  await page.reload();
  await page.waitForSelector("input[autocomplete=username]");
  want("nor does the old cookie open anything", (await house.ask("nobody", "office", "GET", "/v1/session", undefined, { Cookie: `${cookie.name}=${cookie.value}` })).status === 401);
  want("a secret is masked while it is typed", (await page.getAttribute("input[autocomplete=current-password]", "type")) === "password");
}

const MEMBERS = new Set(["type", "title", "status", "code", "trace_id", "errors", "detail", "instance"]);

/** A refusal has our members only, a sentence of ours, and the id that leads to the log: RULE 26.1. */
function safe(given, what, answer) {
  const said = answer.bytes.toString();
  given.want(`${what}: ${answer.status} ${said.slice(0, 200)}`, answer.status >= 400 && answer.status < 500);
  given.want(`${what}: only our members`, Object.keys(answer.json).every((name) => MEMBERS.has(name)));
  given.want(`${what}: leads to the log`, /^[0-9a-f]{32}$/.test(answer.json.trace_id));
  given.want(`${what}: nothing internal`, !/sqlite|postgres|SELECT|\/src\/|\.c:\d|stack|errno/i.test(said));
}

async function nothingInternal(given) {
  const { want, none, house } = given;
  const post = (path, form, headers = {}) => house.ask("dana", "office", "POST", path, undefined, { form, "Content-Type": "application/json", ...headers });
  safe(given, "broken JSON", await post("/v1/clients/searches", '{"text":'));
  safe(given, "another type", await post("/v1/clients/searches", '{"text":7}'));
  safe(given, "an unknown member", await post("/v1/clients/searches", '{"text":"abc","sql":"x"}'));
  safe(given, "an id that is none", await house.ask("dana", "office", "GET", "/v1/clients/1'%20OR%201=1"));
  safe(given, "nothing there", await house.ask("dana", "office", "GET", "/v1/clients/00000000-0000-7000-8000-000000000000"));
  const found = await house.want(200, "dana", "office", "POST", "/v1/clients/searches", { text: "x' OR '1'='1" });
  want("what looks like a query finds nobody", found.clients.length === 0);
  const page = await given.open("office", "/none");
  await wear(page, house, "office", "dana");
  await page.route("**/v1/applications?**", (route) =>
    route.fulfill({ status: 502, contentType: "text/html", body: "<h1>upstream 10.0.0.7:5432 refused</h1><pre>at db.c:77</pre>" }));
  await page.goto(`${house.address("office")}/${given.lang}/applications`);
  await page.waitForSelector("[role=alert]");
  want("a proxy's page is not shown", !/10\.0\.0|db\.c|upstream/.test(await page.locator("body").innerText()));
  none("axe, fault", await axe(page));
  page.faults = page.faults.filter((one) => !/502/.test(one)); // told by the browser itself of what was put in its way
}

/** RULE 26.3: a request from another page is refused; what a person writes is text, never code. */
async function forged(given) {
  const { want, house } = given;
  const { id, login } = house.client1;
  const body = { text: "Сәлем" };
  for (const [what, headers] of [
    ["another origin", { Origin: "https://evil.example" }],
    ["another site by its own word", { Origin: house.address("public"), "Sec-Fetch-Site": "cross-site" }],
    ["a form of another page", { Origin: "null", "Content-Type": "text/plain" }],
  ]) {
    const answer = await house.ask("dana", "office", "POST", `/v1/clients/${id}/letters`, body, headers);
    want(`${what} is refused: ${answer.status}`, answer.status === 403 || answer.status === 415 || answer.status === 400);
  }
  const evil = `<img src=x onerror="document.title='taken'"><script>document.title='taken'</script> ${given.lang}${given.width}`;
  await house.want(201, login, "public", "POST", "/v1/sessions", { login, password: PASSWORD });
  await house.want(201, login, "public", "POST", `/v1/me/${id}/letters`, { text: evil });
  const page = await given.open("office", "/none");
  await wear(page, house, "office", "dana");
  await page.goto(`${house.address("office")}/${given.lang}/clients/${id}`);
  await page.waitForSelector(".rows > li button");
  const all = page.locator(".rows > li").filter({ has: page.locator("button") });
  for (let i = 0, n = await all.count(); i < n && (await page.getByText("onerror=").count()) === 0; i++) {
    await page.locator(".rows > li button").first().click();
    await page.waitForTimeout(400);
  }
  want("it stands there as it was written", (await page.getByText(evil).count()) >= 1);
  want("and nothing of it ran", (await page.title()) !== "taken" && (await page.locator("img[src=x]").count()) === 0);
}

export const flows = [
  { name: "the office keeps nothing in the browser", rules: [["24.2"], ["24.2", "refuses"], ["24.3"]], run: nothingKept },
  { name: "the office shows nothing internal", once: true, rules: [["24.5", "refuses"], ["26.1", "refuses"]], run: nothingInternal },
  { name: "the office believes no forged request and runs no text", once: true, rules: [["26.3", "refuses"]], run: forged },
];
