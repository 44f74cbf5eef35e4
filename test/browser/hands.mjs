// test/browser/hands.mjs: what every way of a client needs of a person at the page: confirming by the methods of item 35,
// registering; everything is pressed twice.
import { axe, tooWide } from "./browser.mjs";
import { codeAfter, messages, OWN, stand } from "./lender.mjs";

export const submit = (page) => page.locator("main form button[type=submit]").last();

export async function ticked(page) {
  for (const box of await page.locator("input[type=checkbox]").all()) {
    await box.check();
  }
}

/** Password, code and, where the page wants it, the face. */
export async function confirm(given, page, who, face) {
  const { house, none } = given;
  await page.waitForSelector(".confirming");
  none("axe, confirmation", await axe(page));
  await page.locator("#confirm-password").fill(OWN);
  await page.locator(".confirming form button[type=submit]").dblclick();
  const send = page.locator(".confirming .actions button[type=button]");
  await send.waitFor();
  const before = (await messages(house, who.phone)).length;
  await send.dblclick();
  await page.waitForSelector("#confirm-code");
  await page.locator("#confirm-code").fill(await codeAfter(house, who.phone, before));
  await page.locator(".confirming form button[type=submit]").dblclick();
  if (!face) {
    return;
  }
  const begin = page.locator(".steps > li:nth-child(3) button").first();
  await begin.waitFor();
  await begin.dblclick();
  const camera = page.locator(".steps a[target=_blank]");
  await camera.waitFor({ timeout: 120_000 });
  await stand(house, await camera.getAttribute("href"), who.number);
  await page.locator(".steps > li:nth-child(3) button").first().dblclick();
}

export async function register(given, page, who) {
  const { none } = given;
  await page.waitForSelector(".consent");
  none("axe, consents", await axe(page));
  if (who.firm) {
    await page.locator(".choices").first().locator("label").nth(1).click();
  }
  await ticked(page);
  await submit(page).dblclick();
  await page.waitForSelector("#last_name");
  none("axe, facts", await axe(page));
  none("width, facts", await tooWide(page));
  if (who.firm) {
    await page.locator("#entity").fill(who.firm.name_ru);
    await page.locator("#bin").fill(who.firm.bin);
  }
  for (const name of ["last_name", "first_name", "patronymic", "iin", "document_number", "issuer", "issued_on", "valid_until"]) {
    await page.locator(`#${name}`).fill(String(who.person[name] ?? ""));
  }
  await submit(page).dblclick();
  await page.waitForSelector("#photo", { state: "attached" });
  if (who.firm) {
    none("axe, order", await axe(page));
    await page.setInputFiles("#photo", { name: "order.png", mimeType: "image/png", buffer: who.photo });
    await page.waitForSelector("img.photo");
    await submit(page).dblclick();
    await page.waitForSelector("#photo[capture]", { state: "attached" });
  }
  none("axe, photo", await axe(page));
  await page.setInputFiles("#photo", { name: "face.png", mimeType: "image/png", buffer: who.photo });
  await page.waitForSelector("img.photo");
  await submit(page).dblclick();
  await page.waitForSelector("#phone");
  await page.locator("#phone").fill(who.phone);
  await submit(page).dblclick();
  await page.waitForSelector("#repeat", { timeout: 120_000 });
  await page.locator("#password").fill(OWN);
  await page.locator("#repeat").fill(OWN);
  await submit(page).dblclick();
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
