// web/test/unit.ts: what the pages compute themselves, held against ICU, the standards and random cases. Ends with the line
// `N passed, N failed, N skipped`. Usage: node unit.mjs COUNT
import { createHash } from "node:crypto";
import { qrOf } from "../borrower/src/qr_code";
import { csvOf } from "../office/src/csv";
import { contrast, readColour, tokensOf } from "../shared/src/brand";
import { Client, Fault, Once } from "../shared/src/client";
import {
  dayLong,
  dayShort,
  decimal,
  moment,
  money,
  moneyRound,
  percent,
  rate,
  readAmount,
  sum,
} from "../shared/src/format";
import type { Answer, Call } from "../shared/src/transport";
import { LANGS, type Lang, langOf, pluralForm, preferredLang, setWords, translate } from "../shared/src/words";

const count = Number(process.argv[2] ?? "1000");
const LOCALES: Record<Lang, string> = { kk: "kk-KZ", ru: "ru-KZ", en: "en-GB" };
let passed = 0;
let failed = 0;

function want(label: string, got: unknown, wanted: unknown): void {
  if (JSON.stringify(got) === JSON.stringify(wanted)) {
    passed++;
  } else if (failed++ < 10) {
    console.log(`# ${label}: ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`);
  }
}

let state = 88172645463325252n;
function dice(bound: number): number {
  state ^= (state << 13n) & 0xffffffffffffffffn;
  state ^= state >> 7n;
  state ^= (state << 17n) & 0xffffffffffffffffn;
  return Number(state % BigInt(bound));
}

/** Modules as another reader of such codes (zbar) has read them back, of versions 1 to 20. */
const QR_READ: readonly [text: string, hash: string][] = [
  ["NESIE", "e2d514a077cd0b7c"],
  ["Қарыз: 200 000 ₸\nIBAN KZ699990000000000001\nБСН 940140000385", "bd891063b1fc5a72"],
  ["а".repeat(90), "00beee6b891c3efc"],
  ["x".repeat(300), "a6c4c99a50e77d18"],
  ["Ә".repeat(230), "6f807ab276234d71"],
  ["z".repeat(660), "8ec5a19462e18765"],
];
for (const [text, hash] of QR_READ) {
  const drawn = qrOf(text)
    .map((row) => row.map(Number).join(""))
    .join("\n");
  want(`QR of ${text.slice(0, 10)}`, createHash("sha256").update(drawn).digest("hex").slice(0, 16), hash);
}
want("a whole rate", rate("36.000000", "kk"), "36%");
want("a broken rate", rate("42.70", "kk"), "42,7%");
want("a rate of tens", rate("40", "en"), "40%");
want("a sum of amounts", sum("0.10", "14092.42", "6000.00"), "20092.52");
want("a sum of nothing", sum(), "0.00");

/** Which blanks of a date may break a line is ours to say. */
const blank = (text: string) => text.replaceAll("\u00a0", " ");

/** Amounts, percentages, plurals and days as ICU writes them. */
function formats(): void {
  for (const lang of LANGS) {
    const style = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
    const number = new Intl.NumberFormat(LOCALES[lang], style);
    const tenge = new Intl.NumberFormat(LOCALES[lang], {
      style: "currency",
      currency: "KZT",
      currencyDisplay: lang === "en" ? "code" : "narrowSymbol",
    });
    const share = new Intl.NumberFormat(LOCALES[lang], { style: "percent", ...style });
    const long = new Intl.DateTimeFormat(LOCALES[lang], { dateStyle: "long", timeZone: "UTC" });
    const short = new Intl.DateTimeFormat(
      LOCALES[lang],
      lang === "en" ? { dateStyle: "medium", timeZone: "UTC" } : { dateStyle: "short", timeZone: "UTC" },
    );
    const plural = new Intl.PluralRules(lang);
    const forms = lang === "ru" ? ["one", "few", "many"] : ["one", "other"];
    for (let i = 0; i < count; i++) {
      const tiyn = dice(10 ** (1 + dice(13)));
      const text = `${dice(4) === 0 && tiyn > 0 ? "-" : ""}${Math.floor(tiyn / 100)}.${String(tiyn % 100).padStart(2, "0")}`;
      const value = Number(text);
      want(`${lang} number`, decimal(text, lang), number.format(value));
      want(`${lang} money`, money(text, lang), tenge.format(value));
      const part = `${dice(300)}.${String(dice(100)).padStart(2, "0")}`;
      want(`${lang} percent`, percent(part, lang), share.format(Number(part) / 100));
      want(`${lang} plural ${i}`, forms[pluralForm(lang, i)], plural.select(i));
      const day = new Date(Date.UTC(1990 + dice(80), dice(12), 1 + dice(31)));
      want(`${lang} long day`, blank(dayLong(day.toISOString().slice(0, 10), lang)), blank(long.format(day)));
      const year =
        lang === "kk" || lang === "ru"
          ? new Intl.DateTimeFormat(LOCALES[lang], {
              day: "2-digit",
              month: "2-digit",
              year: "numeric",
              timeZone: "UTC",
            })
          : short;
      want(`${lang} short day`, dayShort(day.toISOString().slice(0, 10), lang), year.format(day));
    }
  }
  want("half a tenge", money("1234567.50", "kk"), "1\u00a0234\u00a0567,50\u00a0\u20b8");
  want("a round sum", moneyRound("150000.00", "ru"), "150\u00a0000\u00a0\u20b8");
  want("a round sum, English", moneyRound("150000.00", "en"), "KZT\u00a0150,000");
  want("not round", moneyRound("150000.05", "ru"), "150\u00a0000,05\u00a0\u20b8");
  want("night in Almaty", moment("2026-09-05T20:07:00Z", "ru"), "6\u00a0сентября 2026\u00a0г. в\u00a001:07");
  want("moment, Kazakh", moment("2026-09-05T09:07:00Z", "kk"), "2026\u00a0ж. 5\u00a0қыркүйек, 14:07");
}

const AMOUNTS: [string, string | null][] = [
  ["150000", "150000.00"],
  ["150 000", "150000.00"],
  ["150\u00a0000,5", "150000.50"],
  ["1.25", "1.25"],
  ["007", "7.00"],
  ["1,234", null],
  ["1.234,50", null],
  ["-5", null],
  ["", null],
  ["12,345,678", null],
  ["1e5", null],
  ["200 000 ₸", "200000.00"],
];

function words(): void {
  for (const [typed, wanted] of AMOUNTS) {
    want(`amount "${typed}"`, readAmount(typed), wanted);
  }
  setWords("ru", { "n#": "{n} месяц|{n} месяца|{n} месяцев", hello: "Здравствуйте, {name}!" });
  want("few", translate("n#", { n: 3 }), "3 месяца");
  want("many", translate("n#", { n: 11 }), "11 месяцев");
  want("a name", translate("hello", { name: "Әсел" }), "Здравствуйте, Әсел!");
  want("a name that looks like a place", translate("hello", { name: "{name}" }), "Здравствуйте, {name}!");
  want("address", langOf("/ru/letters/7"), { lang: "ru", rest: "/letters/7" });
  want("no language", langOf("/letters"), { lang: null, rest: "/letters" });
  want("only a language", langOf("/kk"), { lang: "kk", rest: "/" });
  want("wanted", preferredLang(["de-DE", "ru-RU"]), "ru");
  want("none of ours", preferredLang(["de"]), "kk");
}

/** Whatever colour an organisation has, its text is read (7 : 1) on our grounds. */
function brand(): void {
  const rgb = (text: string) => text.match(/\d+/g)?.map(Number) as unknown as [number, number, number];
  for (let i = 0; i < Math.min(count, 5000); i++) {
    const colour = `#${dice(0x1000000).toString(16).padStart(6, "0")}`;
    const tokens = tokensOf(colour);
    const soft = rgb(tokens["--brand-soft"] ?? "");
    const text = rgb(tokens["--brand-text"] ?? "");
    want(`${colour}: text`, contrast(text, soft) >= 7 && contrast(text, [255, 255, 255]) >= 7, true);
    const fill = rgb(tokens["--brand-fill"] ?? "");
    want(`${colour}: on a button`, contrast(rgb(tokens["--on-brand"] ?? ""), fill) >= 7, true);
  }
  want("no colour", readColour("green"), null);
}

/** What is sent again has the key of before only where nobody knows what became of it. */
function keys(): void {
  const once = new Once();
  const first = once.key({ amount: "1.00" });
  const end = (status: number, code = "") => once.settle(new Fault({ status, code, title: "" }));
  want("the same again", once.key({ amount: "1.00" }), first);
  end(0, "OFFLINE");
  end(502);
  end(409, "KEY_RUNNING");
  want("after an answer that was lost", once.key({ amount: "1.00" }), first);
  const second = once.key({ amount: "2.00" });
  want("another content", second === first, false);
  end(422, "ACCOUNT_OTHER");
  const third = once.key({ amount: "2.00" });
  want("after a refusal", third === second, false);
  once.settle();
  want("the second press of two", once.key({ amount: "2.00" }), third);
  once.settle();
  const now = performance.now();
  performance.now = () => now + 2001;
  want("again, later", once.key({ amount: "2.00" }) === third, false);
  performance.now = Performance.prototype.now;
}

interface Doors {
  "/v1/thing": {
    get: { responses: { 200: { content: { "application/json": { a: number } } } } };
    post: {
      parameters: { header: { "Idempotency-Key": string } };
      responses: { 201: { content: { "application/json": { a: number } } } };
    };
    put: { responses: { 204: { headers: object } } };
  };
}
const answer = (status: number, body: string): Answer => ({
  status,
  header: () => null,
  bytes: new TextEncoder().encode(body),
});

async function calls(): Promise<void> {
  const seen: Call[] = [];
  let script: (() => Answer)[] = [];
  let signedIn = 0;
  const lost = (): Answer => {
    throw new Error("no answer");
  };
  const client = new Client<Doors>({
    transport: async (call) => {
      seen.push(call);
      return (script.shift() ?? lost)();
    },
    expired: async () => signedIn++ === 0,
    heard: () => undefined,
  });
  const code = (run: Promise<unknown>) =>
    run.then(
      () => "done",
      (why: Fault) => why.code,
    );
  script = [lost, () => answer(201, '{"a":1}')];
  want("a call with a key is made again", (await client.call("post", "/v1/thing", { key: "k-1" })).data, { a: 1 });
  want(
    "with the same key",
    seen.map((call) => call.headers["Idempotency-Key"]),
    ["k-1", "k-1"],
  );
  script = [lost, () => answer(204, "")];
  want("one without is not", await code(client.call("put", "/v1/thing", {})), "OFFLINE");
  script = [() => answer(401, '{"code":"SIGN_IN","title":"t"}'), () => answer(200, '{"a":2}')];
  want("an ended session is renewed", (await client.call("get", "/v1/thing", {})).data, { a: 2 });
  script = [() => answer(401, '{"code":"SESSION_ENDED","title":"t"}')];
  want("or the call fails", await code(client.call("get", "/v1/thing", {})), "SESSION_ENDED");
  script = [() => answer(502, "<html>proxy")];
  want(
    "a foreign page is not shown",
    await client.call("get", "/v1/thing", {}).catch((why: Fault) => [why.code, why.message]),
    ["UNKNOWN", ""],
  );
}

formats();
words();
keys();
brand();
await calls();
want("a spreadsheet runs no formula", csvOf([["=1+1", "-5", "-5.00", "+7 700"]]), "\ufeff'=1+1;-5;-5.00;'+7 700\r\n");
want("separators stand in quotation marks", csvOf([['a;"b"', "c"], ["d"]]), '\ufeff"a;""b""";c\r\nd\r\n');

console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed > 0 ? 1 : 0);
