// web/borrower/src/calculator.tsx: what a loan costs, before anyone is asked for a name: three schedules side by side, live,
// by the server's own arithmetic. RULE 8.3 RULE 8.4
import { type ReactNode, useEffect, useState } from "react";
import { type Calc, calc, type Schedule } from "../../shared/src/calc";
import { decimal, money, moneyRound, percent, rate } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { DebtChart, ScheduleTable } from "../../shared/src/pieces";
import { Link } from "../../shared/src/route";
import { firstData } from "./ahead";
import type { PageProps } from "./app";
import { intent } from "./intent";
import {
  bounds,
  type Calendar,
  type Choice,
  firstChoice,
  forPeopleFirst,
  lateCost,
  type MethodName,
  methodsOf,
  type Product,
  productName,
  termsOf,
} from "./product";
import { Trouble } from "./trouble";
import { t } from "./words";

/** A slider and a number for the same thing. What is typed counts when the field is left, and within the bounds. */
function Slider(props: {
  id: string;
  label: string;
  value: number;
  least: number;
  most: number;
  step: number;
  show: (value: number) => string;
  onValue: (value: number) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const share = ((props.value - props.least) / (props.most - props.least)) * 100;

  function take(text: string): void {
    const number = Number(text.replace(/[\s\u00a0]/g, "").replace(",", "."));
    setTyped(null);
    if (text.trim() !== "" && Number.isFinite(number)) {
      props.onValue(Math.min(props.most, Math.max(props.least, Math.round(number))));
    }
  }

  return (
    <div className="slider">
      <div className="slider-head">
        <label htmlFor={props.id}>{props.label}</label>
        <input
          id={props.id}
          inputMode="numeric"
          autoComplete="off"
          value={typed ?? decimal(String(props.value))}
          aria-describedby={`${props.id}-bounds`}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onBlur={(event) => typed !== null && take(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") {
              event.preventDefault(); // the number counts first; the form is sent by its button
              take(event.currentTarget.value);
            }
          }}
        />
      </div>
      <input
        type="range"
        aria-label={props.label}
        aria-valuetext={props.show(props.value)}
        min={props.least}
        max={props.most}
        step={props.step}
        value={props.value}
        ref={(range) => range?.style.setProperty("--share", `${share}%`)}
        onInput={(event) => props.onValue(Number(event.currentTarget.value))}
      />
      <p className="bounds" id={`${props.id}-bounds`}>
        <span>{props.show(props.least)}</span>
        <span>{props.show(props.most)}</span>
      </p>
    </div>
  );
}

const LATE_DAYS = 30;

type Drafts = readonly { method: MethodName; schedule: Schedule }[];

function draftsOf(engine: Calc, product: Product, choice: Choice, calendar: Calendar): Drafts {
  return methodsOf(product).map((method) => ({
    method,
    schedule: engine.schedule(termsOf(product, choice, method, calendar)),
  }));
}

function effective(schedule: Schedule): string {
  return "legal" in schedule.effective_rate ? percent(schedule.effective_rate.legal) : "–";
}

/** What is paid each time: the same, or from the first to the last. */
function Payments(props: { schedule: Schedule }) {
  const due = props.schedule.rows.filter((row) => row.nr > 0).map((row) => row.due);
  const [first = "0", last = "0"] = [due[0], due.at(-1)];
  if (props.schedule.instalment || first === last) {
    return <>{decimal(props.schedule.instalment ?? first)}</>;
  }
  return (
    <>
      <span className="block">{t("calculator.from", { amount: decimal(first) })}</span>
      <span className="block">{t("calculator.to", { amount: decimal(last) })}</span>
    </>
  );
}

/** RULE 8.3: in money first, ГЭСВ and rate in the same size beside it. */
function Comparison(props: { drafts: Drafts; product: Product }) {
  const rows: [string, (schedule: Schedule) => ReactNode, boolean][] = [
    [t("calculator.get"), (schedule) => decimal(schedule.totals.paid_out), true],
    [t("calculator.return"), (schedule) => decimal(schedule.totals.due), true],
    [t("calculator.over"), (schedule) => decimal(schedule.overpayment), true],
    [t("calculator.effective"), effective, true],
    [t("calculator.rate"), () => rate(props.product.rate_percent), true],
    [t("calculator.payment"), (schedule) => <Payments schedule={schedule} />, false],
    [
      t("calculator.late", { n: LATE_DAYS }),
      (schedule) => decimal(lateCost(props.product, schedule, LATE_DAYS)),
      false,
    ],
  ];
  return (
    <table className="compare">
      <caption className="unseen">{t("calculator.compare")}</caption>
      <thead>
        <tr>
          <td />
          {props.drafts.map(({ method }) => (
            <th key={method} scope="col">
              {t(`method.${method}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, show, large]) => (
          <tr key={name} className={large ? "large" : ""}>
            <th scope="row">{name}</th>
            {props.drafts.map(({ method, schedule }) => (
              <td key={method}>{show(schedule)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Details(props: { drafts: Drafts }) {
  const [wanted, setWanted] = useState<MethodName | null>(null); // none: the first
  const shown = props.drafts.find((draft) => draft.method === wanted) ?? props.drafts[0];
  if (!shown) {
    return null;
  }
  return (
    <section className="card" aria-labelledby="details-title">
      <h2 id="details-title">{t("calculator.details")}</h2>
      <fieldset className="choices">
        <legend className="unseen">{t("calculator.method")}</legend>
        {props.drafts.map(({ method }) => (
          <label key={method}>
            <input type="radio" name="method" checked={method === shown.method} onChange={() => setWanted(method)} />
            <span>{t(`method.${method}`)}</span>
          </label>
        ))}
      </fieldset>
      <p className="lead">{t(`method_why.${shown.method}`)}</p>
      <DebtChart
        title={t("calculator.chart")}
        lines={props.drafts.map(({ method, schedule }) => ({
          name: t(`method.${method}`),
          points: schedule.rows.map((row) => ({ day: row.date, amount: row.balance })),
        }))}
      />
      <ScheduleTable
        caption={t("calculator.caption", { total: money(shown.schedule.totals.due) })}
        rows={shown.schedule.rows}
      />
    </section>
  );
}

/** One sentence for who listens. */
function sentence(drafts: Drafts, choice: Choice): string {
  const first = drafts[0];
  return first
    ? t("calculator.sentence", {
        method: t(`method.${first.method}`),
        amount: moneyRound(`${choice.amount}.00`),
        back: money(first.schedule.totals.due),
        over: money(first.schedule.overpayment),
        rate: effective(first.schedule),
      })
    : "";
}

export function Chooser(props: { product: Product; choice: Choice; onChoice: (choice: Choice) => void }) {
  const { product, choice } = props;
  return (
    <>
      <Slider
        id="amount"
        label={t("calculator.amount")}
        value={choice.amount}
        {...bounds(product)}
        show={(value) => moneyRound(`${value}.00`)}
        onValue={(amount) => props.onChoice({ ...choice, amount })}
      />
      <Slider
        id="months"
        label={t("calculator.months")}
        value={choice.months}
        least={product.periods_min}
        most={product.periods_max}
        step={1}
        show={(value) => t("months#", { n: value })}
        onValue={(months) => props.onChoice({ ...choice, months })}
      />
    </>
  );
}

function Figures(props: { product: Product; choice: Choice; calendar: Calendar; children: ReactNode }) {
  const [engine, setEngine] = useState<Calc | null>(null);
  const [failed, setFailed] = useState(false);
  const drafts = engine && draftsOf(engine, props.product, props.choice, props.calendar);
  useEffect(() => {
    calc().then(setEngine, () => setFailed(true));
  }, []);
  return (
    <>
      <section className="hero">
        <div>{props.children}</div>
        <div className="outcome">
          {drafts ? (
            <>
              <Comparison drafts={drafts} product={props.product} />
              <p className="unseen" role="status">
                {sentence(drafts, props.choice)}
              </p>
            </>
          ) : (
            <p className="empty" role="status">
              {t(failed ? "calculator.failed" : "calculator.loading")}
            </p>
          )}
        </div>
      </section>
      {drafts && <Details drafts={drafts} />}
    </>
  );
}

export function CalculatorPage(_: PageProps) {
  const list = useLoad(firstData, []);
  const [wanted, setWanted] = useState<string | null>(null);
  const [choice, setChoice] = useState<Choice | null>(null);
  const products = list.data && forPeopleFirst(list.data.products);
  const product = products?.find((one) => one.id === wanted) ?? products?.[0];
  const chosen = product && (choice ?? firstChoice(product));
  const head = (
    <>
      <h1>{t("calculator.title")}</h1>
      <p className="lead">{t("calculator.lead")}</p>
    </>
  );
  if (!list.data || !product || !chosen) {
    return (
      <section className="hero waits">
        <div>
          {head}
          <Trouble fault={list.fault} again={list.again} />
          {list.data && <p className="empty">{t("calculator.nothing")}</p>}
        </div>
      </section>
    );
  }
  return (
    <>
      <Figures product={product} choice={chosen} calendar={list.data.calendar}>
        {head}
        <form className="card" onSubmit={(event) => event.preventDefault()}>
          {(products?.length ?? 0) > 1 && (
            <fieldset className="choices">
              <legend className="field-name">{t("calculator.product")}</legend>
              {products?.map((one) => (
                <label key={one.id}>
                  <input
                    type="radio"
                    name="product"
                    checked={one === product}
                    onChange={() => {
                      setWanted(one.id);
                      setChoice(null);
                    }}
                  />
                  <span>{productName(one)}</span>
                </label>
              ))}
            </fieldset>
          )}
          <Chooser product={product} choice={chosen} onChoice={setChoice} />
          <p className="go">
            <Link
              to="/apply"
              className="button"
              onGo={() => {
                intent.wish = { product, choice: chosen };
              }}
            >
              {t("calculator.apply")}
            </Link>
          </p>
        </form>
      </Figures>
      <p className="small">{t("calculator.note")}</p>
    </>
  );
}
