// test/browser/screens.mjs: every screen there is: its name, side, who looks, address, and what is done before it is seen.
// `shots.mjs` makes pictures of them.

import { furnishRoad, ROAD } from "./screens_road.mjs";

const opened = (selector) => (page) => page.waitForSelector(selector);

async function submitted(page) {
  await page.waitForSelector("form button[type=submit]");
  await page.locator("form button[type=submit]").last().click();
  await page.waitForSelector(".fault, .faults, [aria-invalid=true]");
}

export const SCREENS = [
  { name: "calculator", side: "public", path: "", ready: opened(".compare") },
  { name: "sign-in", side: "public", path: "/sign-in", ready: opened("#password") },
  { name: "sign-in-faults", side: "public", path: "/sign-in", ready: submitted },
  { name: "organisation", side: "public", path: "/organisation", ready: opened(".details") },
  { name: "nothing-here", side: "public", path: "/none", ready: opened("main h1") },
  { name: "register", side: "public", path: "/register", ready: opened(".consent") },
  { name: "apply", side: "public", who: "client", path: "/apply", ready: opened("#amount") },
  { name: "loans", side: "public", who: "client", path: "/loans", ready: opened(".empty") },
  { name: "home", side: "public", who: "client", path: "/home", ready: opened(".welcome") },
  { name: "letters", side: "public", who: "client", path: "/letters", ready: opened("#text") },
  { name: "letters-faults", side: "public", who: "client", path: "/letters", ready: submitted },
  {
    name: "letter",
    side: "public",
    who: "client",
    path: "/letters",
    ready: async (page) => {
      await page.waitForSelector(".rows a");
      await page.locator(".rows a").last().click();
      await page.waitForSelector(".thread");
    },
  },
  { name: "security", side: "public", who: "client", path: "/security", ready: opened("#fresh") },
  {
    name: "session-ends",
    side: "public",
    who: "client",
    path: "/letters",
    ready: async (page) => {
      await page.waitForSelector("#text");
      await page.fill("#text", "…");
      await page.context().clearCookies();
      await page.locator("form.card button[type=submit]").click();
      await page.waitForSelector("dialog[open]");
    },
    spoils: true,
  },
  ...ROAD,
  { name: "office-sign-in", side: "office", path: "", ready: opened("input[autocomplete=username]") },
  { name: "office-desk", side: "office", who: "admin", path: "", ready: opened(".tiles") },
  { name: "office-policy", side: "office", who: "admin", path: "/policy", ready: opened(".policies tbody tr") },
  { name: "office-organisation", side: "office", who: "admin", path: "/organisation", ready: opened(".preview") },
  { name: "office-staff", side: "office", who: "admin", path: "/staff", ready: opened("tbody tr") },
  { name: "office-queue", side: "office", who: "dana", path: "/applications", ready: opened("main .card p, .queue") },
  { name: "office-clients", side: "office", who: "dana", path: "/clients", ready: opened("input[type=search]") },
  {
    name: "office-client",
    side: "office",
    who: "dana",
    path: (house) => `/clients/${house.client1.id}`,
    ready: async (page) => {
      await page.waitForSelector(".rows > li button");
      await page.locator(".rows > li button").first().click();
      await page.waitForSelector(".thread");
    },
  },
  { name: "office-books", side: "office", who: "aigul", path: "/books", ready: opened("form .line") },
  { name: "office-books-waiting", side: "office", who: "bolat", path: "/books", ready: opened(".rows > li button") },
  { name: "office-audit", side: "office", who: "audit", path: "/audit", ready: opened(".leaves tbody tr") },
  {
    name: "office-keys",
    side: "office",
    who: "dana",
    path: "",
    ready: async (page) => {
      await page.waitForSelector(".tiles");
      await page.keyboard.press("?");
      await page.waitForSelector("dialog[open]");
    },
  },
];

/** What the screens show: letters, a journal that waits, a proposed rule. */
export function furnish(house) {
  house.furnished ??= furnishAll(house); // flows at the same time wait for the same
  return house.furnished;
}

async function furnishAll(house) {
  await furnishRoad(house);
  const picture = "iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAAEElEQVR4nGPgivKDIwacHACfqwhZKhM30wAAAABJRU5ErkJggg==";
  const { id, login } = house.client1;
  await house.want(201, "dana", "office", "POST", `/v1/clients/${id}/letters`, {
    text: "Сәлеметсіз бе!\n\nСұрағыңызға жауап: өтеу кестесі шарттың қосымшасында. Егер төлем күні демалыс күніне түссе, төлем келесі жұмыс күніне ауысады.",
    files: [{ bytes: picture }],
  });
  await house.want(201, login, "public", "POST", `/v1/me/${id}/letters`, { text: "Рахмет, түсінікті. Тағы бір сұрақ: мерзімінен бұрын өтеуге бола ма?" });
  await house.want(201, "aigul", "office", "POST", "/v1/journals", {
    value_on: new Date(Date.now() + 5 * 3600e3).toISOString().slice(0, 10),
    note: "Касса жарғылық капиталдан толықтырылды",
    entries: [{ debit: "1010", credit: "3390", amount: "1250000.50" }],
  });
  await house.want(201, "admin", "office", "POST", "/v1/policy/changes", {
    kind: "RATE_CAP", from_on: "2027-01-01", over: 45, under: 100, source: "Тәуекелдер жөніндегі комитеттің № 12 хаттамасы",
  });
}
