// test/browser/flows/road.mjs: the whole way of a client, from the consents to the loan, as a person of the outside world.
import { axe, tooWide } from "../browser.mjs";
import { office } from "./office.mjs";

const OWN = "ашық аспан астында 2026";

async function until(what, look, seconds = 40) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    const found = await look();
    if (found) {
      return found;
    }
    await new Promise((go) => setTimeout(go, 300));
  }
  throw new Error(`${what} did not come`);
}

const ticked = async (page) => {
  for (const box of await page.locator("input[type=checkbox]").all()) {
    await box.check();
  }
};

async function lastCode(house, phone, before) {
  const page = await house.ask("world", "world", "GET", `/phone/${phone.replace("+", "")}`);
  const messages = [...page.bytes.toString().matchAll(/<\/time>([^<]*)<\/li>/g)].map((match) => match[1]);
  return messages.length > before ? { code: /\b\d{6}\b/.exec(messages[0])?.[0], count: messages.length } : null;
}

/** Password, code and, where the page wants it, the face. */
async function confirm(given, page, who, face) {
  const { house, none } = given;
  await page.waitForSelector(".confirming");
  none("axe, confirmation", await axe(page));
  await page.fill("#confirm-password", OWN);
  await page.click(".confirming form button[type=submit]");
  const send = page.locator(".confirming .actions button[type=button]");
  await send.waitFor();
  await send.click();
  await page.waitForSelector("#confirm-code");
  const { code, count } = await until("the code", () => lastCode(house, who.phone, who.messages));
  who.messages = count;
  await page.fill("#confirm-code", code);
  await page.click(".confirming form button[type=submit]");
  if (!face) {
    return;
  }
  const begin = page.locator(".steps > li:nth-child(3) button").first();
  await begin.waitFor();
  await begin.click();
  const camera = page.locator(".steps a[target=_blank]");
  await camera.waitFor({ timeout: 40_000 });
  const address = new URL(await camera.getAttribute("href"));
  const stood = await house.ask("world", "world", "POST", address.pathname, undefined, {
    "Content-Type": "application/x-www-form-urlencoded",
    form: `face=${who.number}`,
  });
  given.want("the camera took the face", stood.status === 303);
  await page.locator(".steps > li:nth-child(3) button").first().click();
}

async function register(given, page, who) {
  const { house, none } = given;
  await page.waitForSelector(".consent");
  none("axe, consents", await axe(page));
  await ticked(page);
  await page.click("form button[type=submit]");
  await page.waitForSelector("#last_name");
  none("axe, facts", await axe(page));
  none("width, facts", await tooWide(page));
  for (const name of ["last_name", "first_name", "patronymic", "iin", "document_number", "issuer", "issued_on", "valid_until"]) {
    await page.fill(`#${name}`, String(who[name] ?? ""));
  }
  await page.click("form button[type=submit]");
  await page.waitForSelector("#photo", { state: "attached" });
  none("axe, photo", await axe(page));
  const face = await house.ask("world", "world", "GET", `/people/${who.number}/face.png`);
  await page.setInputFiles("#photo", { name: "face.png", mimeType: "image/png", buffer: face.bytes });
  await page.waitForSelector("img.photo");
  await page.click("form button[type=submit]");
  await page.waitForSelector("#phone");
  await page.fill("#phone", who.phone);
  await page.click("form button[type=submit]");
  await page.waitForSelector("#repeat", { timeout: 40_000 });
  await page.fill("#password", OWN);
  await page.fill("#repeat", OWN);
  await page.click("form button[type=submit]");
  await confirm(given, page, who, true);
  await page.waitForURL(/\/home$/, { timeout: 60_000 });
}

async function apply(given, page) {
  const { none } = given;
  await page.goto(page.url().replace("/home", "/apply"));
  await page.waitForSelector("#amount");
  await page.selectOption("#product", { index: 0 });
  await page.fill("#amount", "200 000");
  await page.fill("#months", "12");
  none("axe, wish", await axe(page));
  await page.click("form button[type=submit]");
  await page.waitForSelector(".consent");
  none("axe, texts", await axe(page));
  await ticked(page);
  await page.click("form button[type=submit]");
  await page.waitForSelector("#occupation");
  none("axe, questions", await axe(page));
  const answers = page.locator(".question");
  await answers.nth(0).locator("label").nth(0).click();
  await answers.nth(1).locator("label").nth(1).click();
  await answers.nth(2).locator("label").nth(1).click();
  await page.fill("#occupation", "мұғалім");
  await page.fill("#repay_from", "жалақы");
  await page.click("form button[type=submit]");
  await page.waitForURL(/\/applications\//);
  return page.url().split("/").at(-1);
}

/** The officer finds it in the queue and decides. */
async function decide(given, application) {
  const { none, want } = given;
  const page = await office(given, "dana", "/applications");
  await page.waitForSelector(".queue tbody a");
  none("axe, queue", await axe(page));
  none("width, queue", await tooWide(page));
  await page.keyboard.press("j");
  want("j goes to the first of the queue", await page.evaluate(() => document.activeElement.closest(".queue") !== null));
  await page.locator(`.queue a[href$="${application}"]`).click();
  await page.waitForSelector("textarea");
  none("axe, review", await axe(page));
  await page.fill("textarea", "мақұлданды");
  await page.click("[data-key=a]");
  await page.locator("dialog button").first().click();
  await page.waitForURL(/\/applications$/);
}

async function road(given) {
  const { house, want, none } = given;
  const who = { ...(await house.ask("world", "world", "GET", "/people/2")).json, number: 2, messages: 0 };
  const page = await given.open("public", "/register");
  await register(given, page, who);
  await until("the lists", async () => {
    const lists = await house.ask("sara", "office", "GET", "/v1/aml/lists");
    return lists.json?.lists?.length > 1;
  });
  const application = await apply(given, page);
  await until("the checks", async () => {
    const whole = await house.ask("dana", "office", "GET", `/v1/applications/${application}`);
    return whole.json?.application?.state === "checking";
  });
  await decide(given, application);
  await page.waitForSelector(".compare input[type=radio]", { timeout: 40_000 });
  none("axe, offers", await axe(page));
  none("width, offers", await tooWide(page));
  await page.locator(".compare input[type=radio]").first().check();
  await page.fill("#iban", who.iban);
  await page.locator("form button[type=submit]").click();
  const use = page.locator("section section > button, .card section > button");
  await use.first().waitFor({ timeout: 40_000 });
  await use.first().click();
  await confirm(given, page, who, false);
  const choose = page.locator(".card > button");
  await choose.last().waitFor({ timeout: 40_000 });
  await choose.last().click();
  const make = page.locator("section.card > button");
  await make.last().waitFor({ timeout: 40_000 });
  await make.last().click();
  await page.waitForSelector(".paper");
  want("the contract is read in the page", (await page.locator(".paper").innerText()).length > 2000);
  none("axe, contract", await axe(page));
  none("width, contract", await tooWide(page));
  await page.locator(".actions button.button:not(.button-quiet)").click();
  await confirm(given, page, who, true);
  const loan = page.locator('a.button[href*="/loans/"]');
  await loan.waitFor({ timeout: 60_000 });
  await loan.click();
  await page.waitForSelector(".figure-card");
  want("the debt is split in three", (await page.locator(".figure-card").count()) === 3);
  await page.locator(".figure-card summary").first().click();
  none("axe, loan", await axe(page));
  none("width, loan", await tooWide(page));
  const ways = await page.locator(".details").innerText();
  want("ways to repay name the account", ways.replace(/\s/g, "").includes("KZ699990000000000001"));
}

export const flows = [
  {
    name: "a client registers, applies and concludes a contract",
    rules: [["7.1"], ["7.3"], ["7.4"], ["7.5"], ["7.6"], ["8.2"], ["8.5"], ["8.4.a"]],
    once: true,
    run: road,
  },
];
