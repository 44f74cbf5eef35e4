// web/borrower/src/apply.tsx: an application as a list of tasks; the server keeps the draft. RULE 7.1 RULE 8.1 RULE 8.2 RULE 8.5
import { useState } from "react";
import { Questionnaire } from "../../generated/limits-borrower";
import { newKey } from "../../shared/src/client";
import { moneyRound } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { go } from "../../shared/src/route";
import { useSession } from "../../shared/src/session";
import { lang } from "../../shared/src/words";
import { api, type Schemas, session } from "./api";
import { Chooser } from "./calculator";
import { FaultSummary, Field, needed, useForm } from "./form";
import { intent } from "./intent";
import { DocumentNotice } from "./own_document";
import { firstChoice, productName } from "./product";
import { Trouble } from "./trouble";
import { t } from "./words";

type Application = Schemas["Application"];
type Product = Schemas["Products"]["products"][number];
const PURPOSES = {
  individual: ["household", "education", "medical", "repair", "travel", "refinance", "other"],
  legal: ["working_capital", "equipment", "refinance", "other"],
} as const;
type Kind = keyof typeof PURPOSES;

function Wish(props: {
  client: string;
  kind: Kind;
  products: readonly Product[];
  onMade: (made: Application) => void;
}) {
  const before = props.products.findIndex((one) => one.id === intent.wish?.product.id);
  const [nth, setNth] = useState(Math.max(before, 0));
  const product = props.products[nth] as Product;
  const [choice, setChoice] = useState((before >= 0 && intent.wish?.choice) || firstChoice(product));
  const [purpose, setPurpose] = useState<string>(PURPOSES[props.kind][0]);
  const form = useForm({ periods: "months" });

  async function send(): Promise<void> {
    const body = {
      product: product.id,
      amount: `${choice.amount}.00`,
      periods: choice.months,
      purpose,
    };
    const made = await api.call("post", "/v1/me/{client}/applications", {
      path: { client: props.client },
      key: form.key(body),
      body,
    });
    intent.wish = null;
    props.onMade(made.data);
  }

  return (
    <form className="card" onSubmit={form.submit(() => [], send)} noValidate>
      <FaultSummary faults={form.faults} />
      {props.products.length > 1 && (
        <div className="field">
          <label htmlFor="product">{t("calculator.product")}</label>
          <select
            id="product"
            value={nth}
            onChange={(event) => {
              const at = Number(event.currentTarget.value);
              setNth(at);
              setChoice(firstChoice(props.products[at] as Product));
            }}
          >
            {props.products.map((one, i) => (
              <option key={one.id} value={i}>
                {productName(one)}
              </option>
            ))}
          </select>
        </div>
      )}
      <div className="wish">
        <Chooser product={product} choice={choice} onChoice={setChoice} />
      </div>
      <div className="field">
        <label htmlFor="purpose">{t("apply.purpose")}</label>
        <select id="purpose" value={purpose} onChange={(event) => setPurpose(event.currentTarget.value)}>
          {PURPOSES[props.kind].map((one) => (
            <option key={one} value={one}>
              {t(`purpose.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" className="button" aria-disabled={form.busy}>
        {t("confirm.next")}
      </button>
    </form>
  );
}

/** RULE 8.2 RULE 8.5: each text is shown whole, and acknowledged as it was shown. */
function Texts(props: { application: string; onDone: () => void }) {
  const texts = useLoad(async () => (await api.call("get", "/v1/disclosures", {})).data.texts, []);
  const [read, setRead] = useState<readonly string[]>([]);
  const form = useForm();
  const tongue = lang() === "ru" ? "ru" : "kk";
  const all = texts.data ?? [];

  async function send(): Promise<void> {
    for (const text of all) {
      await api.call("post", "/v1/mine/applications/{application}/acknowledgements", {
        path: { application: props.application },
        key: newKey(),
        body: { text: text.id, hash: text[`hash_${tongue}`], lang: tongue },
      });
    }
    props.onDone();
  }
  const check = () =>
    all.filter((text) => !read.includes(text.id)).map((text) => ({ field: text.id, text: t("apply.read_needed") }));

  return (
    <form onSubmit={form.submit(check, send)} noValidate>
      <Trouble fault={texts.fault} again={texts.again} />
      <FaultSummary faults={form.faults} />
      {all.map((text) => (
        <section key={text.id} className="card consent">
          <h2 id={`title-${text.id}`}>{t(`disclosure.${text.kind}`)}</h2>
          <div lang={tongue}>
            {text[`body_${tongue}`].split(/\n+/).map((part) => (
              <p key={part.slice(0, 60)}>{part}</p>
            ))}
          </div>
          <label className="tick">
            <input
              id={text.id}
              type="checkbox"
              checked={read.includes(text.id)}
              onChange={(event) =>
                setRead(event.currentTarget.checked ? [...read, text.id] : read.filter((one) => one !== text.id))
              }
            />
            <span>{t("apply.read")}</span>
          </label>
        </section>
      ))}
      <button type="submit" className="button" aria-disabled={form.busy}>
        {t("confirm.next")}
      </button>
    </form>
  );
}

const QUESTIONS = ["own_behalf", "pep", "owner_abroad"] as const;

/** RULE 8.1 */
function Questions(props: { application: string; kind: Kind; onDone: (now: Application) => void }) {
  const legal = props.kind === "legal";
  const [said, setSaid] = useState<Partial<Record<(typeof QUESTIONS)[number], boolean>>>({});
  const [source, setSource] = useState<(typeof Questionnaire.income_source.choices)[number]>(
    legal ? "business" : "salary",
  );
  const [occupation, setOccupation] = useState("");
  const [repay, setRepay] = useState("");
  const form = useForm();
  const trade = t(legal ? "apply.occupation_firm" : "apply.occupation");

  function check() {
    return [
      ...QUESTIONS.filter((one) => said[one] === undefined).map((one) => ({ field: one, text: t("apply.answer") })),
      ...needed(["occupation", trade, occupation], ["repay_from", t("apply.repay_from"), repay]),
    ];
  }
  async function send(): Promise<void> {
    const { own_behalf = false, pep = false, owner_abroad = false } = said;
    const body = { own_behalf, pep, owner_abroad, income_source: source, occupation, repay_from: repay };
    const path = { application: props.application };
    props.onDone(
      (await api.call("post", "/v1/mine/applications/{application}/submission", { path, key: form.key(body), body }))
        .data,
    );
  }

  return (
    <form className="card" onSubmit={form.submit(check, send)} noValidate>
      <FaultSummary faults={form.faults} />
      {QUESTIONS.map((one) => (
        <fieldset key={one} className="choices question">
          <legend>{t(legal ? `question_firm.${one}` : `question.${one}`)}</legend>
          {[true, false].map((answer) => (
            <label key={String(answer)}>
              <input
                id={answer ? one : undefined}
                type="radio"
                name={one}
                checked={said[one] === answer}
                onChange={() => setSaid({ ...said, [one]: answer })}
              />
              <span>{t(answer ? "apply.yes" : "apply.no")}</span>
            </label>
          ))}
        </fieldset>
      ))}
      <div className="field">
        <label htmlFor="income_source">{t("apply.income_source")}</label>
        <select
          id="income_source"
          value={source}
          onChange={(event) => setSource(event.currentTarget.value as typeof source)}
        >
          {Questionnaire.income_source.choices.map((one) => (
            <option key={one} value={one}>
              {t(`income.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <Field
        id="occupation"
        label={trade}
        value={occupation}
        onValue={setOccupation}
        fault={form.faultOf("occupation")}
        max={Questionnaire.occupation.max}
      />
      <Field
        id="repay_from"
        label={t("apply.repay_from")}
        value={repay}
        onValue={setRepay}
        fault={form.faultOf("repay_from")}
        max={Questionnaire.repay_from.max}
      />
      <button type="submit" className="button" aria-disabled={form.busy}>
        {t("apply.submit")}
      </button>
    </form>
  );
}

export function ApplyPage() {
  const client = useSession(session).view?.id ?? "";
  const [made, setMade] = useState<Application | null>(null);
  const [read, setRead] = useState(false);
  const me = useLoad(async () => (await api.call("get", "/v1/me/{client}", { path: { client } })).data, [client]);
  const kind = me.data?.kind ?? "individual";
  const found = useLoad(async () => (await api.call("get", "/v1/products", {})).data.products, []);
  const products = found.data?.filter((one) => (one.class === "business") === (kind === "legal")) ?? [];
  const drafts = useLoad(
    async () => (await api.call("get", "/v1/me/{client}/applications", { path: { client } })).data.applications,
    [client],
  );
  const draft = made ?? drafts.data?.find((one) => one.state === "draft") ?? null;
  const step = !draft ? 0 : !read ? 1 : 2;
  return (
    <section className="narrow">
      <h1>{t("apply.title")}</h1>
      <ol className="tasks">
        {(["wish", "texts", "questions"] as const).map((name, i) => (
          <li key={name} aria-current={i === step ? "step" : undefined} className={i < step ? "over" : ""}>
            {t(`task.${name}`)}
          </li>
        ))}
      </ol>
      <DocumentNotice client={client} />
      <Trouble fault={me.fault} again={me.again} />
      <Trouble fault={found.fault ?? drafts.fault} again={found.fault ? found.again : drafts.again} />
      {draft && (
        <p className="lead">
          {draft.product_name}, {moneyRound(draft.amount)}, {t("months#", { n: draft.periods })}
        </p>
      )}
      {me.data && found.data && products.length === 0 && <p className="empty">{t("calculator.nothing")}</p>}
      {me.data && drafts.data && products.length > 0 && step === 0 && (
        <Wish client={client} kind={kind} products={products} onMade={setMade} />
      )}
      {draft && step === 1 && <Texts application={draft.id} onDone={() => setRead(true)} />}
      {draft && me.data && step === 2 && (
        <Questions application={draft.id} kind={kind} onDone={(now) => go(`/applications/${now.id}`, true)} />
      )}
    </section>
  );
}
