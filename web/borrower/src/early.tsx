// web/borrower/src/early.tsx: repaying early: what closes the loan today, and a part of it compared: a shorter term or a lower
// payment, beside how it is. A part changes the contract and is agreed by the methods of item 35. RULE 7.5.a RULE 8.3 RULE 9.1.a
import { type ReactNode, useState } from "react";
import { dayLong, dayShort, decimal, money, readAmount } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { Link } from "../../shared/src/route";
import { useSession } from "../../shared/src/session";
import { api, type Schemas, session } from "./api";
import { Confirmed } from "./confirm";
import { FaultSummary, Field, useForm } from "./form";
import { Trouble } from "./trouble";
import { t } from "./words";

type Compared = Schemas["EarlyCompared"];
type Variant = Compared["variants"][number];
type Wish = Schemas["EarlyRepayment"];
type Way = Wish["way"];

/** Beside how it is now: what each way leaves to pay, and what it saves. */
function Comparison(props: { compared: Compared; onWish: (way: Way) => void; busy: boolean }) {
  const { variants } = props.compared;
  const shown = variants.filter((one) => one.way !== "full");
  const rows: [string, (one: Variant) => ReactNode][] = [
    [t("early.saved"), (one) => (one.way ? decimal(one.saved ?? "0.00") : "–")],
    [t("early.next"), (one) => (one.payments ? decimal(one.next_due ?? "0.00") : "–")],
    [t("early.payments"), (one) => String(one.payments ?? 0)],
    [t("early.last"), (one) => (one.last_on ? dayShort(one.last_on) : "–")],
    [t("early.due"), (one) => decimal(one.due ?? "0.00")],
  ];
  return (
    <table className="compare gap">
      <caption className="unseen">{t("early.compare")}</caption>
      <thead>
        <tr>
          <td />
          {shown.map((one) => (
            <th key={one.way ?? "now"} scope="col">
              {t(`early_way.${one.way ?? "now"}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, show], i) => (
          <tr key={name} className={i < 2 ? "large" : ""}>
            <th scope="row">{name}</th>
            {shown.map((one) => (
              <td key={one.way ?? "now"}>{show(one)}</td>
            ))}
          </tr>
        ))}
        <tr>
          <th scope="row">
            <span className="unseen">{t("early.choose")}</span>
          </th>
          {shown.map(({ way }) => (
            <td key={way ?? "now"}>
              {way && (
                <button type="button" className="link" aria-disabled={props.busy} onClick={() => props.onWish(way)}>
                  {t(`early_way.${way}`)}
                </button>
              )}
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

/** A wish that waits: for its agreement, then for its money. */
function Waiting(props: { client: string; wish: Wish; loan: string; onNow: () => void }) {
  const { wish } = props;
  const form = useForm();
  const path = { early: wish.id };

  async function withdraw(): Promise<void> {
    await api.call("post", "/v1/mine/early-repayments/{early}/withdrawal", { path, key: form.key(path) });
    props.onNow();
  }
  async function agree(confirmation: string): Promise<void> {
    const key = `agree-${confirmation}`;
    const body = { confirmation };
    await api.call("post", "/v1/mine/early-repayments/{early}/agreement", { path, key, body });
    props.onNow();
  }

  return (
    <section className="card gap">
      <h2>{t(`early_way.${wish.way}`)}</h2>
      <p className="state" role="status">
        {t(`early_state.${wish.over ? "over" : (wish.state as "asked" | "agreed")}`, {
          amount: money(wish.amount),
          day: dayLong(wish.until),
        })}
      </p>
      {!wish.over && wish.needs_methods && (
        <Confirmed
          client={props.client}
          operation="amend"
          object={wish.id}
          action={t("early.agree")}
          onConfirmed={agree}
        />
      )}
      {!wish.over && wish.state === "agreed" && (
        <p>
          <Link to={`/loans/${props.loan}`}>{t("ways.title")}</Link>
        </p>
      )}
      <FaultSummary faults={form.faults} />
      {!wish.over && (
        <p>
          <button type="button" className="link" aria-disabled={form.busy} onClick={form.press(withdraw)}>
            {t("early.withdraw")}
          </button>
        </p>
      )}
    </section>
  );
}

/** A part: how much, then the ways compared. */
function Part(props: { loan: string; onWished: () => void }) {
  const [typed, setTyped] = useState("");
  const [compared, setCompared] = useState<{ amount: string; answer: Compared } | null>(null);
  const form = useForm();
  const path = { loan: props.loan };

  function check() {
    return readAmount(typed) === null ? [{ field: "amount", text: t("early.amount_needed") }] : [];
  }
  async function compare(): Promise<void> {
    const amount = readAmount(typed) ?? "";
    const { data } = await api.call("get", "/v1/mine/loans/{loan}/early", { path, query: { amount } });
    setCompared({ amount, answer: data });
  }
  async function wish(way: Way, amount: string): Promise<void> {
    const body = { way, amount };
    await api.call("post", "/v1/mine/loans/{loan}/early-repayments", { path, key: form.key(body), body });
    props.onWished();
  }

  return (
    <section className="card gap">
      <h2>{t("early.part")}</h2>
      <form onSubmit={form.submit(check, compare)} noValidate>
        <FaultSummary faults={form.faults} />
        <Field
          id="amount"
          label={t("early.amount")}
          value={typed}
          onValue={(value) => {
            setTyped(value);
            setCompared(null);
          }}
          fault={form.faultOf("amount")}
          inputMode="decimal"
        />
        <button type="submit" className="button" aria-disabled={form.busy}>
          {t("early.compare")}
        </button>
      </form>
      {compared && (
        <Comparison
          compared={compared.answer}
          busy={form.busy}
          onWish={(way) => form.press(() => wish(way, compared.amount))()}
        />
      )}
    </section>
  );
}

export function EarlyPage(props: { loan: string }) {
  const client = useSession(session).view?.id ?? "";
  const path = { loan: props.loan };
  const found = useLoad(
    async () => (await api.call("get", "/v1/mine/loans/{loan}/early", { path })).data,
    [props.loan],
  );
  const wishes = useLoad(
    async () => (await api.call("get", "/v1/mine/loans/{loan}/early-repayments", { path })).data.wishes,
    [props.loan],
  );
  const form = useForm();
  const waiting = wishes.data?.find((one) => one.state === "asked" || one.state === "agreed");
  const full = found.data?.variants.find((one) => one.way === "full");

  async function wishFull(): Promise<void> {
    const body = { way: "full" as const };
    await api.call("post", "/v1/mine/loans/{loan}/early-repayments", { path, key: form.key(body), body });
    wishes.again();
  }

  return (
    <section className="middle">
      <p>
        <Link to={`/loans/${props.loan}`} className="back">
          {t("early.back")}
        </Link>
      </p>
      <h1>{t("early.title")}</h1>
      <p className="lead">{t("early.why")}</p>
      <Trouble fault={found.fault ?? wishes.fault} again={found.fault ? found.again : wishes.again} />
      {waiting && (
        <Waiting
          key={waiting.id + waiting.state}
          client={client}
          wish={waiting}
          loan={props.loan}
          onNow={wishes.again}
        />
      )}
      {found.data && full && waiting?.way !== "full" && (
        <section className="card gap">
          <h2>{t("early_way.full")}</h2>
          <p className="clock">{money(found.data.payoff)}</p>
          <p>{t("early.full_saves", { amount: money(full.saved ?? "0.00"), day: dayLong(found.data.on) })}</p>
          <FaultSummary faults={form.faults} />
          <button type="button" className="button" aria-disabled={form.busy} onClick={form.press(wishFull)}>
            {t("early_way.full")}
          </button>
        </section>
      )}
      {found.data && <Part loan={props.loan} onWished={wishes.again} />}
    </section>
  );
}
