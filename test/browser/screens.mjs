// test/browser/screens.mjs: every screen there is: its name, side, who looks, address, and what is done before it is seen.
// `shots.mjs` makes pictures of them.

import { officeFurnished } from "./lending.mjs";
import { deskFurnished } from "./office_desk.mjs";
import { OFFICE_SCREENS } from "./office_screens.mjs";
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
  ...OFFICE_SCREENS,
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

/** What the office's rooms show besides. */
export function furnishOffice(house) {
  house.officeFurnished ??= furnishRooms(house);
  return house.officeFurnished;
}

async function furnishRooms(house) {
  await officeFurnished(house);
  await deskFurnished(house);
  await proposals(house);
}

/** A new version of a product and of a text, by one of two administrators. */
async function proposals(house) {
  const { products } = await house.want(200, "admin", "office", "GET", "/v1/product-versions");
  const current = products.find((one) => one.code === "consumer");
  const members = [
    "code", "name_kk", "name_ru", "name_en", "class", "amount_min", "amount_max", "amount_step", "periods_min", "penalty_percent",
    "methods", "day_count", "weekend_next", "offer_days", "alone_max",
  ];
  const now = Object.fromEntries(members.map((name) => [name, current[name]]));
  const from_on = new Date(Date.now() + 10 * 86_400e3).toISOString().slice(0, 10);
  await house.want(201, "admin", "office", "POST", "/v1/products", { ...now, from_on, rate_percent: "32", periods_max: 18 });
  const { texts } = await house.want(200, "admin", "office", "GET", "/v1/disclosure-versions");
  const text = texts.find((one) => one.kind === "rules");
  await house.want(201, "admin", "office", "POST", "/v1/disclosures", {
    kind: "rules", from_on, body_kk: `${text.body_kk}6. Өтініш бір жұмыс күнінде қаралады.\n`, body_ru: `${text.body_ru}6. Заявление рассматривается за один рабочий день.\n`,
  });
}
