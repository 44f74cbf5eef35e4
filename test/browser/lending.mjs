// test/browser/lending.mjs: persons of the outside world who register, apply and borrow through the doors, for flows and
// pictures of the office that need them. The roads themselves are walked on the pages by flows/road.mjs.
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Borrower, listed, OWN_IBAN } from "./lender.mjs";

/** A person as the office meets one: with an application, or a loan. */
class Applicant extends Borrower {
  async apply(amount, months, answers, state) {
    this.application = await this.submitted("consumer", `${amount}.00`, months, answers, state);
    return this;
  }

  /** From the application to the loan that is paid out. */
  async borrow(officer) {
    await this.account();
    await this.house.want(200, officer, "office", "POST", `/v1/applications/${this.application}/decision`, { approve: true });
    const contract = await this.concluded(await this.formed(this.application));
    Object.assign(this, { number_of_contract: contract.number, loan: contract.loan });
    await this.paid(contract.payout);
    return this;
  }
}

/** The bank's statement of a day, as it comes (camt.053). */
export async function statementOf(house, day) {
  const body = JSON.stringify({ iban: OWN_IBAN, day });
  const key = Buffer.from(readFileSync(join(house.data, "keys/bank.key"), "utf8").trim(), "hex");
  const mac = createHmac("sha256", key).update("statements\n").update(body).digest("hex");
  return (await house.ask("bank", "world", "POST", "/bank/statements", undefined, { form: body, "X-Signature": mac })).bytes;
}

/** What the rooms of the office show: a loan, applications of each kind, a case, money of nobody, proposals. Once. */
export function officeFurnished(house) {
  house.officeReady ??= furnish(house);
  return house.officeReady;
}

async function furnish(house) {
  await listed(house, "sara");
  const [borrower, pep, large, onList] = await Promise.all([50, 52, 53, 10].map((number) => new Applicant(house, number).register()));
  house.persons = { borrower, pep, large, listed: onList };
  await borrower.apply(120_000, 6);
  await borrower.borrow("dana");
  await pep.apply(150_000, 9, { pep: true });
  await large.apply(400_000, 12);
  await onList.apply(100_000, 6, {}, "refused");
  const today = new Date(Date.now() + 5 * 3600e3).toISOString().slice(0, 10);
  await large.pay("25000.00", "жай аударым"); // who owes nothing: nobody's money until a person says so
  await borrower.pay("5000.00", `Погашение по договору ${borrower.number_of_contract}`);
  house.statement = await statementOf(house, today);
  await house.want(201, "dana", "office", "POST", `/v1/clients/${house.client1.id}/letters`, { text: "Сәлеметсіз бе!\n\nКесте шарттың қосымшасында." });
  await longTexts(house);
  return house.persons;
}

/** The longest that fields take: a name, a letter, the words of a journal. */
async function longTexts(house) {
  const about = (await house.ask("world", "world", "GET", "/people/99")).json;
  const name = "Бекмұхаммедова-Алтынсариналыоғлы Нұрсұлтанмұхамбетжанбек Әбдірахманқажыұлыбайқоңырәкежановичтегі";
  house.longClient = await house.client("dana", { iin: about.iin, name, phone: about.phone, lang: "kk" });
  const long = "Ұзындығышексізсөздербірінекіншісіжабысыпжазылғанда ".repeat(9).trim();
  await house.want(201, "dana", "office", "POST", `/v1/clients/${house.longClient.id}/letters`, { text: `${long}\n`.repeat(8) });
  await house.want(201, "aigul", "office", "POST", "/v1/journals", {
    value_on: new Date(Date.now() + 5 * 3600e3).toISOString().slice(0, 10),
    note: long,
    entries: Array.from({ length: 12 }, () => ({ debit: "1010", credit: "3390", amount: "999999999999.99" })),
  });
}

/** Somebody of the world whom no flow has met yet, with a plain history: from 55 on (road.mjs and screens_road.mjs have theirs
 * below). */
export function somebody(house) {
  house.met = (house.met ?? 54) + 1;
  return house.met % 3 === 0 ? somebody(house) : new Applicant(house, house.met);
}
