// test/browser/hands.mjs: what every way of a client needs of a person at the page: two hands, confirming by the methods of item
// 35, registering.
import { axe, tooWide } from "./browser.mjs";
import { codeAfter, messages, OWN, stand } from "./lender.mjs";

/** Two hands: a mouse that presses everything twice, and a keyboard without a mouse. */
export const mouse = {
  press: (_, target) => target.dblclick(),
  tick: (_, target) => target.check(),
  pick: (_, group, nth) => group.locator("label").nth(nth).click(),
  type: (_, target, text) => target.fill(text),
};

/** Walks by Tab until `target` has the focus. */
async function reach(page, target) {
  const there = () => target.evaluate((one) => one === document.activeElement);
  for (let steps = 0; !(await there()); steps++) {
    if (steps > 150) {
      throw new Error(`no way by Tab to ${target}`);
    }
    await page.keyboard.press("Tab");
  }
  const hidden = await target.evaluate((one) => {
    const box = one.getBoundingClientRect();
    return box.bottom < 0 || box.top > innerHeight;
  });
  if (hidden) {
    throw new Error(`${target} has the focus and is not in the window`);
  }
}

export const keyboard = {
  async press(page, target) {
    await reach(page, target);
    await page.keyboard.press("Enter");
  },
  async tick(page, target) {
    await reach(page, target);
    await page.keyboard.press("Space");
  },
  async pick(page, group, nth) {
    await reach(page, group.locator("input").first());
    await page.keyboard.press("Space");
    for (let i = 0; i < nth; i++) {
      await page.keyboard.press("ArrowRight");
    }
  },
  async type(page, target, text) {
    await reach(page, target);
    if ((await target.getAttribute("type")) === "date") {
      await target.fill(text); // the browser's own field, which each of them walks in its own way
      return;
    }
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText(text);
  },
};

export const submit = (page) => page.locator("main form button[type=submit]").last();

export async function ticked(page, hand) {
  for (const box of await page.locator("input[type=checkbox]").all()) {
    await hand.tick(page, box);
  }
}

/** Password, code and, where the page wants it, the face. */
export async function confirm(given, page, who, face) {
  const { house, none, hand } = given;
  await page.waitForSelector(".confirming");
  none("axe, confirmation", await axe(page));
  await hand.type(page, page.locator("#confirm-password"), OWN);
  await hand.press(page, page.locator(".confirming form button[type=submit]"));
  const send = page.locator(".confirming .actions button[type=button]");
  await send.waitFor();
  const before = (await messages(house, who.phone)).length;
  await hand.press(page, send);
  await page.waitForSelector("#confirm-code");
  await hand.type(page, page.locator("#confirm-code"), await codeAfter(house, who.phone, before));
  await hand.press(page, page.locator(".confirming form button[type=submit]"));
  if (!face) {
    return;
  }
  const begin = page.locator(".steps > li:nth-child(3) button").first();
  await begin.waitFor();
  await hand.press(page, begin);
  const camera = page.locator(".steps a[target=_blank]");
  await camera.waitFor({ timeout: 120_000 });
  await stand(house, await camera.getAttribute("href"), who.number);
  await hand.press(page, page.locator(".steps > li:nth-child(3) button").first());
}

export async function register(given, page, who) {
  const { none, hand } = given;
  await page.waitForSelector(".consent");
  none("axe, consents", await axe(page));
  if (who.firm) {
    await hand.pick(page, page.locator(".choices").first(), 1);
  }
  await ticked(page, hand);
  await hand.press(page, submit(page));
  await page.waitForSelector("#last_name");
  none("axe, facts", await axe(page));
  none("width, facts", await tooWide(page));
  if (who.firm) {
    await hand.type(page, page.locator("#entity"), who.firm.name_ru);
    await hand.type(page, page.locator("#bin"), who.firm.bin);
  }
  for (const name of ["last_name", "first_name", "patronymic", "iin", "document_number", "issuer", "issued_on", "valid_until"]) {
    await hand.type(page, page.locator(`#${name}`), String(who.person[name] ?? ""));
  }
  await hand.press(page, submit(page));
  await page.waitForSelector("#photo", { state: "attached" });
  if (who.firm) {
    none("axe, order", await axe(page));
    await page.setInputFiles("#photo", { name: "order.png", mimeType: "image/png", buffer: who.photo });
    await page.waitForSelector("img.photo");
    await hand.press(page, submit(page));
    await page.waitForSelector("#photo[capture]", { state: "attached" });
  }
  none("axe, photo", await axe(page));
  if (hand === keyboard) {
    await reach(page, page.locator("#photo"));
  }
  await page.setInputFiles("#photo", { name: "face.png", mimeType: "image/png", buffer: who.photo });
  await page.waitForSelector("img.photo");
  await hand.press(page, submit(page));
  await page.waitForSelector("#phone");
  await hand.type(page, page.locator("#phone"), who.phone);
  await hand.press(page, submit(page));
  await page.waitForSelector("#repeat", { timeout: 120_000 });
  await hand.type(page, page.locator("#password"), OWN);
  await hand.type(page, page.locator("#repeat"), OWN);
  await hand.press(page, submit(page));
  await confirm(given, page, who, true);
  await page.waitForURL(/\/home$/, { timeout: 120_000 });
}

/** Whether a button gives a receipt as a file: it comes with the next signed checkpoint, within a minute, and is
 * asked for until then. */
export async function receiptBy(page, button) {
  let file = null;
  page.once("download", (download) => {
    file = download;
  });
  for (let tries = 0; !file && tries < 50; tries++) {
    await button.click();
    await page.waitForTimeout(3000);
  }
  return file?.suggestedFilename().endsWith(".receipt.txt") ?? false;
}
