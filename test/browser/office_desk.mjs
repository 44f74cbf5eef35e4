// test/browser/office_desk.mjs: what the office's rooms of cash, channels, internal documents and accounts show.
import { officeFurnished, somebody } from "./lending.mjs";

const PDF = Buffer.from("%PDF-1.7\n%%EOF\n").toString("base64");

/** Who waits for cash: the contract is concluded, the money stands at the desk. */
export async function waitsForCash(house) {
  const person = await (await somebody(house).register()).apply(100_000, 6);
  await house.want(200, "dana", "office", "POST", `/v1/applications/${person.application}/decision`, { approve: true });
  const { number, payout, loan } = await person.concluded(await person.formed(person.application, "annuity", { way: "desk" }));
  return Object.assign(person, { number_of_contract: number, payout, loan });
}

/** An internal document proposed by Madi, approved by Arman where `approved`. */
export async function internal(house, title, approved) {
  const body = { title, number: "3 от 01.04.2026", distortion: true, access: true, replay: true, integrity: true, file: PDF };
  const { id } = await house.want(201, "madi", "office", "POST", "/v1/internal-documents", body);
  if (approved) {
    await house.want(204, "admin", "office", "POST", `/v1/internal-documents/${id}/approval`);
  }
  return id;
}

/** The desk is open and has cash, documents and a notification stand, an account is locked. Once. */
export function deskFurnished(house) {
  house.deskReady ??= furnish(house);
  return house.deskReady;
}

async function furnish(house) {
  await officeFurnished(house);
  house.secrets.zere = await house.staff("zere", "Кәрімова Зере", "cashier");
  const desk = await house.want(201, "admin", "office", "POST", "/v1/cash-desks", { name: "Орталық касса", place: "Алматы, Үлгі көшесі, 1" });
  await house.want(204, "admin", "office", "PUT", `/v1/cash-desks/${desk.id}`, { open: true });
  await house.want(201, "admin", "office", "POST", "/v1/cash-desks", { name: "Шымкент", place: "Шымкент, Сынақ даңғылы, 17" });
  const { id } = await house.want(201, "aigul", "office", "POST", "/v1/journals", {
    value_on: new Date(Date.now() + 5 * 3600e3).toISOString().slice(0, 10), note: "Кассаға қолма-қол ақша",
    entries: [{ debit: "1010", credit: "1030", amount: "5000000.00" }],
  });
  await house.want(200, "bolat", "office", "POST", `/v1/journals/${id}/decision`, { approve: true });
  house.cashWaits = await waitsForCash(house);
  const document = await internal(house, "Қауіпсіздік рәсімдері", true);
  await internal(house, "Ақпараттық қауіпсіздік саясаты: қызметкерлердің міндеттері мен жауапкершілігі", false);
  await house.want(201, "madi", "office", "POST", "/v1/channel-notices", {
    name: "web", kind: "web", place: house.address("public"), services: "Жеке кабинеттің барлық қызметтері",
    procedures: "№ 3 рәсімдер", number: "17/9", documents: [{ id: document }],
  });
  await house.staff("quiet", "Тынышбаев Нұрлан", "officer");
  const { staff } = await house.want(200, "admin", "office", "GET", "/v1/staff");
  const quiet = staff.find((one) => one.login === "quiet").id;
  await house.want(204, "admin", "office", "POST", `/v1/staff/${quiet}/lock`, { reason: "absent" });
}
