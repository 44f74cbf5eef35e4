// test/browser/lender.mjs: people of the outside world as clients of the house, over HTTPS, so that a page can be looked at in
// any state of a loan: registered, applied, offered, contract, lent. What test/story/{person,lending,money}.py do in words.

export const OWN = "ашық аспан астында 2026";
export const OWN_IBAN = "KZ699990000000000001"; // of the demonstration (nesie init --demo)
const PATIENCE = Number(process.env.NESIE_PATIENCE ?? 1);
const QUESTIONS = { own_behalf: true, pep: false, owner_abroad: false, income_source: "salary", occupation: "мұғалім", repay_from: "жалақы" };
const FACTS = ["last_name", "first_name", "patronymic", "iin", "document_number", "issuer", "issued_on", "valid_until"];

export async function until(what, look, seconds = 40) {
  for (const end = Date.now() + seconds * 1000 * PATIENCE; Date.now() < end; ) {
    const found = await look();
    if (found) {
      return found;
    }
    await new Promise((go) => setTimeout(go, 150));
  }
  throw new Error(`${what} did not come`);
}

/** The messages on a telephone of the world, the newest first. */
export async function messages(house, phone) {
  const page = await house.ask("world", "world", "GET", `/phone/${phone.replace("+", "")}`);
  return [...page.bytes.toString().matchAll(/<\/time>([^<]*)<\/li>/g)].map((match) => match[1]);
}

/** The code of the newest message after `before` of them. */
export function codeAfter(house, phone, before) {
  return until("the code", async () => {
    const all = await messages(house, phone);
    return all.length > before ? /\b\d{6}\b/.exec(all[0])?.[0] : null;
  });
}

/** The camera of the identification centre: person `number` stands before it. */
export async function stand(house, address, number) {
  const stood = await house.ask("world", "world", "POST", new URL(address).pathname, undefined, {
    "Content-Type": "application/x-www-form-urlencoded", form: `face=${number}`,
  });
  if (stood.status !== 303) {
    throw new Error(`the camera: ${stood.status}`);
  }
}

/** A client as the house sees one: calls as that client. */
export class Borrower {
  constructor(house, number, company = 0) {
    Object.assign(this, { house, number, company, who: company ? `firm${company}` : `person${number}`, password: OWN });
  }

  ask(status, method, path, body) {
    return this.house.want(status, this.who, "public", method, path, body);
  }

  async meet() {
    this.firm = this.company ? (await this.house.ask("world", "world", "GET", `/companies/${this.company}`)).json : null;
    this.number = this.firm?.head ?? this.number;
    this.person = (await this.house.ask("world", "world", "GET", `/people/${this.number}`)).json;
    this.phone = (this.firm ?? this.person).phone;
    this.iban = (this.firm ?? this.person).iban;
    this.photo = (await this.house.ask("world", "world", "GET", `/people/${this.number}/face.png`)).bytes;
    return this;
  }

  /** From the consents to the open account. */
  async register() {
    await this.meet();
    const { consents } = await this.ask(200, "GET", "/v1/consents");
    const kind = this.firm ? "legal" : "individual";
    // the texts are agreed to in the language in which they were shown
    const begun = await this.ask(200, "POST", "/v1/registrations", { kind, lang: "en", consents: consents.map((text) => ({ kind: text.kind, hash: text.hash })) });
    this.id = begun.id;
    this.login = begun.login;
    const facts = Object.fromEntries(FACTS.filter((name) => this.person[name]).map((name) => [name, String(this.person[name])]));
    const more = this.firm ? { bin: this.firm.bin, entity: this.firm.name_ru } : {};
    await this.ask(200, "PUT", "/v1/registration/person", { ...facts, ...more, document: "identity_card" });
    const picture = this.photo.toString("base64");
    if (this.firm) {
      await this.ask(200, "PUT", "/v1/registration/order", { picture });
    }
    await this.ask(200, "PUT", "/v1/registration/photo", { picture });
    await this.ask(200, "PUT", "/v1/registration/phone", { phone: this.phone });
    await until("the owner of the number", async () => (await this.ask(200, "GET", "/v1/registration")).number_owner === "own");
    await this.ask(200, "PUT", "/v1/registration/password", { password: OWN });
    const { id } = await this.ask(201, "POST", "/v1/registration/confirmation");
    await this.prove(id, "password", "code", "face");
    await this.ask(200, "POST", "/v1/registration/account", { confirmation: id });
    this.house.returning[this.who] = { door: "public", login: this.login, password: OWN };
    return this;
  }

  signIn() {
    return this.ask(201, "POST", "/v1/sessions", { login: this.login, password: OWN });
  }

  async prove(confirmation, ...methods) {
    const path = `/v1/mine/confirmations/${confirmation}`;
    for (const method of methods) {
      if (method === "password") {
        await this.ask(200, "PUT", `${path}/password`, { password: OWN });
      } else if (method === "code") {
        const before = (await messages(this.house, this.phone)).length;
        await this.ask(200, "POST", `${path}/code`);
        await this.ask(200, "PUT", `${path}/code`, { code: await codeAfter(this.house, this.phone, before) });
      } else {
        await this.ask(200, "POST", `${path}/biometric`);
        const page = await until("the page of the camera", async () => (await this.ask(200, "GET", path)).face_page);
        await stand(this.house, page, this.number);
        await this.ask(200, "PUT", `${path}/biometric`);
        await until("the centre's answer", async () => (await this.ask(200, "GET", path)).face === "passed");
      }
    }
  }

  async confirm(operation, object, ...methods) {
    const { id } = await this.ask(201, "POST", `/v1/me/${this.id}/confirmations`, { operation, object });
    await this.prove(id, ...methods);
    return id;
  }

  /** An own account, put to use. */
  async account() {
    const made = await this.ask(201, "POST", `/v1/me/${this.id}/accounts`, { iban: this.iban });
    const path = `/v1/mine/accounts/${made.id}`;
    await until("the holder of the account", async () => (await this.ask(200, "GET", path)).holder === "own");
    await this.ask(200, "POST", `${path}/use`, { confirmation: await this.confirm("change_bank", made.id, "password", "code") });
    this.accountId = made.id;
    return this;
  }

  /** A draft whose texts are acknowledged: its id. */
  async draft(code, amount, periods) {
    const { products } = await this.ask(200, "GET", "/v1/products");
    const product = products.find((one) => one.code === code);
    const made = await this.ask(201, "POST", `/v1/me/${this.id}/applications`, { product: product.id, amount, periods, purpose: "household" });
    for (const text of (await this.ask(200, "GET", "/v1/disclosures")).texts) {
      await this.ask(204, "POST", `/v1/mine/applications/${made.id}/acknowledgements`, { text: text.id, hash: text.hash_kk, lang: "kk" });
    }
    return made.id;
  }

  state(application, wanted) {
    return until(`application ${wanted}`, async () => {
      const now = await this.ask(200, "GET", `/v1/mine/applications/${application}`);
      return now.state === wanted && now;
    });
  }

  /** Handed in, and come to `state`. */
  async submitted(code, amount, periods, answers = {}, state = "checking") {
    const application = await this.draft(code, amount, periods);
    await this.ask(200, "POST", `/v1/mine/applications/${application}/submission`, { ...QUESTIONS, ...answers });
    await this.state(application, state);
    return application;
  }

  async decided(code, amount, periods, staff, approve = true) {
    const application = await this.submitted(code, amount, periods);
    for (const one of staff) {
      const body = approve ? { approve, note: "мақұлданды" } : { approve, note: "табыс аз", reason: "income_unknown" };
      await this.house.want(200, one, "office", "POST", `/v1/applications/${application}/decision`, body);
    }
    return application;
  }

  offers(application) {
    return this.ask(200, "GET", `/v1/mine/applications/${application}/offers`).then((found) => found.offers);
  }

  /** From the approved application to the formed contract. */
  async formed(application, method = "annuity", way = { way: "account", account: this.accountId }) {
    const offer = (await this.offers(application)).find((one) => one.method === method);
    await this.ask(200, "POST", `/v1/mine/applications/${application}/choice`, { hash: offer.hash, lang: "kk", ...way });
    return this.ask(201, "POST", `/v1/mine/applications/${application}/contract`);
  }

  async concluded(contract) {
    const confirmation = await this.confirm("conclude", contract.id, "password", "code", "face");
    return this.ask(200, "POST", `/v1/mine/contracts/${contract.id}/conclusion`, { confirmation });
  }

  paid(payout) {
    return until("the payout", async () => (await this.ask(200, "GET", `/v1/mine/payouts/${payout}`)).state === "done");
  }

  /** A transfer at the bank to the organisation. */
  pay(amount, purpose) {
    return this.house.want(204, "bank", "world", "POST", "/bank/transfers", { from: this.iban, to: OWN_IBAN, amount, purpose });
  }
}

/** The lists of the monitoring agency are there: without them nobody is lent to. */
export function listed(house, officer) {
  return until("the lists", async () => (await house.ask(officer, "office", "GET", "/v1/aml/lists")).json?.lists?.length > 1);
}
