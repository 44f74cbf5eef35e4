// web/borrower/src/refund.tsx: what was paid on a loan and is not used yet goes back to the own account: asked for, taken back,
// followed to its end. RULE 7.5
import { useEffect, useRef, useState } from "react";
import { dayLong, decimal, inAlmaty, money, readAmount } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { Link } from "../../shared/src/route";
import { useAccounts } from "./account";
import { api, type Schemas } from "./api";
import { FaultSummary, Field, useForm } from "./form";
import { Trouble } from "./trouble";
import { t } from "./words";

type Refund = Schemas["RefundMine"];
const POLL_MS = 2500;
const OPEN: readonly Refund["state"][] = ["asked", "proposed", "planned"];
const FIELDS = { account: "refund-account", amount: "refund-amount" };

/** Where it stands: how much, to which account. */
function said(refund: Refund): string {
  return t(`refund_state.${refund.state}`, { amount: money(refund.amount), tail: refund.tail });
}

/** The one that is under way, what happens next, and taking it back while nobody has decided. */
function Open(props: { refund: Refund; onNow: () => void }) {
  const { refund } = props;
  const form = useForm();

  async function withdraw(): Promise<void> {
    const path = { refund: refund.id };
    try {
      await api.call("post", "/v1/mine/refunds/{refund}/withdrawal", { path, key: form.key(path) });
    } finally {
      props.onNow(); // also where it was decided meanwhile
    }
  }

  return (
    <>
      <p className="state" role="status">
        {said(refund)}
      </p>
      <p>{t(`refund_next.${refund.state as "asked"}`)}</p>
      {refund.due_on && <p>{t("refund.due", { day: dayLong(refund.due_on) })}</p>}
      <FaultSummary faults={form.faults} />
      {refund.kind === "overpayment" && refund.state !== "planned" && (
        <p>
          <button type="button" className="link" aria-disabled={form.busy} onClick={form.press(withdraw)}>
            {t("refund.withdraw")}
          </button>
        </p>
      )}
    </>
  );
}

/** How much, and to which of the own accounts; where there is none, the way to it. */
function Asking(props: { client: string; loan: Schemas["Loan"]; most: string; onAsked: () => void }) {
  const { list } = useAccounts(props.client);
  const [account, setAccount] = useState("");
  const [typed, setTyped] = useState(decimal(props.most));
  const form = useForm(FIELDS);
  const good = list.data?.filter((one) => one.good) ?? [];
  const to = good.find((one) => one.id === account) ?? good[0];

  function check() {
    return readAmount(typed) === null ? [{ field: FIELDS.amount, text: t("early.amount_needed") }] : [];
  }
  async function ask(): Promise<void> {
    const body = { account: to?.id ?? "", amount: readAmount(typed) ?? "" };
    const path = { loan: props.loan.id };
    await api.call("post", "/v1/mine/loans/{loan}/refunds", { path, key: form.key(body), body });
    props.onAsked();
  }

  if (!to) {
    return list.data ? (
      <p>
        {t("refund.no_account")} <Link to="/details">{t("details.title")}</Link>
      </p>
    ) : (
      <Trouble fault={list.fault} again={list.again} />
    );
  }
  return (
    <form onSubmit={form.submit(check, ask)} noValidate>
      <FaultSummary faults={form.faults} />
      <Field
        id={FIELDS.amount}
        label={t("refund.amount")}
        hint={t("refund.most", { amount: money(props.most) })}
        value={typed}
        onValue={setTyped}
        fault={form.faultOf(FIELDS.amount)}
        inputMode="decimal"
      />
      {good.length === 1 ? (
        <p>{t("account.good", { tail: to.tail })}</p>
      ) : (
        <div className="field">
          <label htmlFor={FIELDS.account}>{t("refund.account")}</label>
          <select id={FIELDS.account} value={to.id} onChange={(event) => setAccount(event.currentTarget.value)}>
            {good.map((one) => (
              <option key={one.id} value={one.id}>
                {t("account.tail", { tail: one.tail })}
              </option>
            ))}
          </select>
        </div>
      )}
      <p className="hint">{t("refund.how")}</p>
      <p className="gap">
        <button type="submit" className="button" aria-disabled={form.busy}>
          {t("refund.ask")}
        </button>
      </p>
    </form>
  );
}

/** Those that ended, the newest first. */
function Ended(props: { of: readonly Refund[] }) {
  if (props.of.length === 0) {
    return null;
  }
  return (
    <>
      <h3 className="gap">{t("refund.before")}</h3>
      <ul className="stack">
        {props.of.map((one) => (
          <li key={one.id}>
            <strong>{said(one)}</strong>
            <span className="block hint">
              {dayLong(one.value_on ?? inAlmaty(one.made_at).day)}
              {one.kind === "verdict" && ` · ${t("refund.verdict")}`}
            </span>
            {(one.state === "refused" || one.state === "rejected") && (
              <span className="block">{t(`refund_next.${one.state}`)}</span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Shown only where there is something to give back, or was asked for. `onMoved`: the loan's figures are others now. */
export function LoanRefunds(props: { client: string; loan: Schemas["Loan"]; onMoved: () => void }) {
  const { loan } = props;
  const found = useLoad(
    async () => (await api.call("get", "/v1/mine/loans/{loan}/refunds", { path: { loan: loan.id } })).data.refunds,
    [loan.id],
  );
  const moved = useRef(false);
  const open = found.data?.find((one) => OPEN.includes(one.state));
  const moves = open?.state === "planned";
  const most = loan.suspense ?? "0.00";
  const some = most !== "0.00";
  useEffect(() => {
    if (moved.current && !moves) {
      props.onMoved();
    }
    moved.current = moves;
    const timer = moves ? setTimeout(found.again, POLL_MS) : undefined;
    return () => clearTimeout(timer);
  }, [found.data]);
  if (found.fault) {
    return <Trouble fault={found.fault} again={found.again} />;
  }
  if (!found.data || (found.data.length === 0 && !some)) {
    return null;
  }
  return (
    <section className="card gap">
      <h2>{t("refund.title")}</h2>
      {open && <Open key={open.id + open.state} refund={open} onNow={found.again} />}
      {!open && some && (
        <>
          <p>{t("refund.waits", { amount: money(most) })}</p>
          <p>{loan.next_date ? t("refund.next", { day: dayLong(loan.next_date) }) : t("refund.over")}</p>
          <Asking key={most} client={props.client} loan={loan} most={most} onAsked={found.again} />
        </>
      )}
      <Ended of={found.data.filter((one) => one !== open)} />
    </section>
  );
}
