// test/browser/lending.mjs: persons of the outside world who register, apply and borrow through the doors, for flows and
// pictures of the office that need them. The roads themselves are walked on the pages by flows/road.mjs.
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const PATIENCE = Number(process.env.NESIE_PATIENCE ?? 1);
const PASSWORD = "ашық аспан астында 2026";
const OWN_IBAN = "KZ699990000000000001"; // of the demonstration (nesie init --demo)
const QUESTIONS = {
  own_behalf: true, pep: false, owner_abroad: false, income_source: "salary", occupation: "мұғалім", repay_from: "жалақы",
};

export async function until(what, look, seconds = 40) {
  for (const end = Date.now() + seconds * 1000 * PATIENCE; Date.now() < end; ) {
    const found = await look();
    if (found) {
      return found;
    }
    await new Promise((go) => setTimeout(go, 300));
  }
  throw new Error(`${what} did not come`);
}

export class Person {
  constructor(house, number) {
    Object.assign(this, { house, number, name: `person${number}` });
  }

  own(status, method, path, body) {
    return this.house.want(status, this.name, "public", method, path, body);
  }

  async messages() {
    const page = await this.house.ask("world", "world", "GET", `/phone/${this.about.phone.replace("+", "")}`);
    return [...page.bytes.toString().matchAll(/<\/time>([^<]*)<\/li>/g)].map((match) => match[1]);
  }

  async prove(id, ...methods) {
    const path = `/v1/mine/confirmations/${id}`;
    if (methods.includes("password")) {
      await this.own(200, "PUT", `${path}/password`, { password: PASSWORD });
    }
    if (methods.includes("code")) {
      const before = (await this.messages()).length;
      await this.own(200, "POST", `${path}/code`);
      const [newest] = await until("the code", async () => {
        const all = await this.messages();
        return all.length > before ? all : null;
      });
      await this.own(200, "PUT", `${path}/code`, { code: /\b\d{6}\b/.exec(newest)[0] });
    }
    if (methods.includes("biometric")) {
      await this.own(200, "POST", `${path}/biometric`);
      const { face_page } = await until("the camera", async () => {
        const seen = await this.own(200, "GET", path);
        return seen.face_page ? seen : null;
      });
      const headers = { "Content-Type": "application/x-www-form-urlencoded", form: `face=${this.number}` };
      await this.house.ask("world", "world", "POST", new URL(face_page).pathname, undefined, headers);
      await this.own(200, "PUT", `${path}/biometric`);
      await until("the centre's answer", async () => (await this.own(200, "GET", path)).face === "passed");
    }
  }

  async register() {
    const { house } = this;
    this.about = (await house.ask("world", "world", "GET", `/people/${this.number}`)).json;
    const face = await house.ask("world", "world", "GET", `/people/${this.number}/face.png`);
    const { consents } = await this.own(200, "GET", "/v1/consents");
    const begun = await this.own(200, "POST", "/v1/registrations", {
      kind: "individual", lang: "en", consents: consents.map(({ kind, hash }) => ({ kind, hash })),
    });
    this.id = begun.id;
    const names = ["last_name", "first_name", "patronymic", "iin", "document_number", "issuer", "issued_on", "valid_until"];
    const facts = Object.fromEntries(names.filter((name) => this.about[name]).map((name) => [name, String(this.about[name])]));
    await this.own(200, "PUT", "/v1/registration/person", { ...facts, document: "identity_card" });
    await this.own(200, "PUT", "/v1/registration/photo", { picture: face.bytes.toString("base64") });
    await this.own(200, "PUT", "/v1/registration/phone", { phone: this.about.phone });
    await until("the owner of the number", async () => (await this.own(200, "GET", "/v1/registration")).number_owner === "own");
    await this.own(200, "PUT", "/v1/registration/password", { password: PASSWORD });
    const { id } = await this.own(201, "POST", "/v1/registration/confirmation");
    await this.prove(id, "password", "code", "biometric");
    await this.own(200, "POST", "/v1/registration/account", { confirmation: id });
    return this;
  }

  async apply(amount, months, answers = {}, state = "submitted") {
    const { products } = await this.own(200, "GET", "/v1/products");
    const product = products.find((row) => row.code === "consumer").id;
    const wish = { product, amount: `${amount}.00`, periods: months, purpose: "household" };
    this.application = (await this.own(201, "POST", `/v1/me/${this.id}/applications`, wish)).id;
    for (const text of (await this.own(200, "GET", "/v1/disclosures")).texts) {
      const ack = { text: text.id, hash: text.hash_kk, lang: "kk" };
      await this.own(204, "POST", `/v1/mine/applications/${this.application}/acknowledgements`, ack);
    }
    const path = `/v1/mine/applications/${this.application}`;
    await this.own(200, "POST", `${path}/submission`, { ...QUESTIONS, ...answers });
    const wanted = state === "submitted" ? "checking" : state;
    await until(`the application ${wanted}`, async () => (await this.own(200, "GET", path)).state === wanted);
    return this;
  }

  async account() {
    const made = await this.own(201, "POST", `/v1/me/${this.id}/accounts`, { iban: this.about.iban });
    const path = `/v1/mine/accounts/${made.id}`;
    await until("the holder of the account", async () => (await this.own(200, "GET", path)).holder === "own");
    await this.own(200, "POST", `${path}/use`, { confirmation: await this.confirm("change_bank", made.id, "password", "code") });
    return made.id;
  }

  async confirm(operation, object, ...methods) {
    const { id } = await this.own(201, "POST", `/v1/me/${this.id}/confirmations`, { operation, object });
    await this.prove(id, ...methods);
    return id;
  }

  /** From the approved application to the loan that is paid out. */
  async borrow(officer) {
    const account = await this.account();
    const path = `/v1/mine/applications/${this.application}`;
    await this.house.want(200, officer, "office", "POST", `/v1/applications/${this.application}/decision`, { approve: true });
    const { offers } = await this.own(200, "GET", `${path}/offers`);
    const { hash } = offers.find((row) => row.method === "annuity");
    await this.own(200, "POST", `${path}/choice`, { hash, lang: "kk", way: "account", account });
    const contract = await this.own(201, "POST", `${path}/contract`);
    this.number_of_contract = contract.number;
    const confirmation = await this.confirm("conclude", contract.id, "password", "code", "biometric");
    const done = await this.own(200, "POST", `/v1/mine/contracts/${contract.id}/conclusion`, { confirmation });
    this.loan = done.loan;
    await until("the payout", async () => (await this.own(200, "GET", `/v1/mine/payouts/${done.payout}`)).state === "done");
    return this;
  }

  /** A transfer at the bank to the organisation. */
  pay(amount, purpose) {
    const order = { from: this.about.iban, to: OWN_IBAN, amount, purpose };
    return this.house.want(204, "bank", "world", "POST", "/bank/transfers", order);
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
  await until("the lists", async () => (await house.ask("sara", "office", "GET", "/v1/aml/lists")).json?.lists?.length > 1);
  const [borrower, pep, large, listed] = await Promise.all([50, 52, 53, 10].map((number) => new Person(house, number).register()));
  house.persons = { borrower, pep, large, listed };
  await borrower.apply(120_000, 6);
  await borrower.borrow("dana");
  await pep.apply(150_000, 9, { pep: true });
  await large.apply(400_000, 12);
  await listed.apply(100_000, 6, {}, "refused");
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
  return house.met % 3 === 0 ? somebody(house) : new Person(house, house.met);
}
