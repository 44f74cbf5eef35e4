// web/borrower/src/calculator.tsx: what a loan costs, before anyone is asked for a name: three schedules side by side, live,
// by the server's own arithmetic. RULE 8.3 RULE 8.4
import { type ReactNode, useEffect, useState } from "react";
import { type Calc, calc, type Schedule } from "../../shared/src/calc";
import { decimal, inAlmaty, money, moneyRound, percent } from "../../shared/src/format";
import { DebtChart, ScheduleTable } from "../../shared/src/pieces";
import type { PageProps } from "./app";
import { type Choice, EXAMPLE, firstChoice, METHODS, type MethodName, type Product, termsOf } from "./product";
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
          onKeyDown={(event) => event.key === "Enter" && take(event.currentTarget.value)}
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

type Drafts = Record<MethodName, Schedule>;

function draftsOf(engine: Calc, product: Product, choice: Choice, today: string): Drafts {
  const made = METHODS.map((method) => [method, engine.schedule(termsOf(product, choice, method, today))]);
  return Object.fromEntries(made) as Drafts;
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
function Comparison(props: { drafts: Drafts; product: Product; choice: Choice }) {
  const rows: [string, (schedule: Schedule) => ReactNode, boolean][] = [
    [t("calculator.get"), (schedule) => decimal(schedule.totals.paid_out), true],
    [t("calculator.return"), (schedule) => decimal(schedule.totals.due), true],
    [t("calculator.over"), (schedule) => decimal(schedule.overpayment), true],
    [t("calculator.effective"), effective, true],
    [t("calculator.rate"), () => percent(props.product.rate), true],
    [t("calculator.payment"), (schedule) => <Payments schedule={schedule} />, false],
  ];
  return (
    <table className="compare">
      <caption className="unseen">{t("calculator.compare")}</caption>
      <thead>
        <tr>
          <td />
          {METHODS.map((method) => (
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
            {METHODS.map((method) => (
              <td key={method}>{show(props.drafts[method])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Details(props: { drafts: Drafts }) {
  const [method, setMethod] = useState<MethodName>("annuity");
  const schedule = props.drafts[method];
  return (
    <section className="card" aria-labelledby="details-title">
      <h2 id="details-title">{t("calculator.details")}</h2>
      <fieldset className="choices">
        <legend className="unseen">{t("calculator.method")}</legend>
        {METHODS.map((one) => (
          <label key={one}>
            <input type="radio" name="method" checked={one === method} onChange={() => setMethod(one)} />
            <span>{t(`method.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      <p className="lead">{t(`method_why.${method}`)}</p>
      <DebtChart
        title={t("calculator.chart")}
        lines={METHODS.map((one) => ({
          name: t(`method.${one}`),
          points: props.drafts[one].rows.map((row) => ({ day: row.date, amount: row.balance })),
        }))}
      />
      <ScheduleTable caption={t("calculator.caption", { total: money(schedule.totals.due) })} rows={schedule.rows} />
    </section>
  );
}

/** One sentence for who listens, said when the figures rest. */
function sentence(drafts: Drafts, choice: Choice): string {
  const { annuity } = drafts;
  return t("calculator.sentence", {
    amount: moneyRound(`${choice.amount}.00`),
    back: money(annuity.totals.due),
    over: money(annuity.overpayment),
    rate: effective(annuity),
  });
}

export function CalculatorPage(props: PageProps) {
  const product = EXAMPLE;
  const [choice, setChoice] = useState<Choice>(() => firstChoice(product));
  const [engine, setEngine] = useState<Calc | null>(null);
  const [failed, setFailed] = useState(false);
  const today = inAlmaty(props.now).day;
  const drafts = engine && draftsOf(engine, product, choice, today);

  useEffect(() => {
    calc().then(setEngine, () => setFailed(true));
  }, []);

  return (
    <>
      <section className="hero">
        <div>
          <h1>{t("calculator.title")}</h1>
          <p className="lead">{t("calculator.lead")}</p>
          <form className="card" onSubmit={(event) => event.preventDefault()}>
            <Slider
              id="amount"
              label={t("calculator.amount")}
              value={choice.amount}
              least={product.least}
              most={product.most}
              step={product.step}
              show={(value) => moneyRound(`${value}.00`)}
              onValue={(amount) => setChoice({ ...choice, amount })}
            />
            <Slider
              id="months"
              label={t("calculator.months")}
              value={choice.months}
              least={product.monthsLeast}
              most={product.monthsMost}
              step={1}
              show={(value) => t("months#", { n: value })}
              onValue={(months) => setChoice({ ...choice, months })}
            />
          </form>
        </div>
        <div className="outcome">
          {drafts ? (
            <>
              <Comparison drafts={drafts} product={product} choice={choice} />
              <p className="unseen" role="status">
                {sentence(drafts, choice)}
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
      <p className="small">{t("calculator.note")}</p>
    </>
  );
}
