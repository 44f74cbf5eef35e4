// web/borrower/src/payout.tsx: where the money of a contract is: the time to think it over, the second consent, the transfer.
// RULE 9.2 RULE 9.2.a RULE 9.3
import { useEffect, useState } from "react";
import { dayLong, moment, money } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { Link } from "../../shared/src/route";
import { api, type Schemas } from "./api";
import { Confirmed } from "./confirm";
import { CallOff } from "./payout_off";
import { Trouble } from "./trouble";
import { t } from "./words";

type Payout = Schemas["Payout"];
const POLL_MS = 2500;
const TICK_MS = 1000;
const CALLED_OFF = "cancelled"; // the reason of cash that was not wanted, or that nobody fetched

/** Whole seconds left until an instant by the server's clock; `ahead` is how far that one is before ours. */
function useLeft(until: string | undefined, ahead: number): number {
  const left = () => (until ? Math.max(0, Math.ceil((Date.parse(until) - Date.now() - ahead) / 1000)) : 0);
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    setSeconds(left());
    const timer = setInterval(() => setSeconds(left()), TICK_MS);
    return () => clearInterval(timer);
  }, [until, ahead]);
  return seconds;
}

/** "23:59:05". */
function clock(seconds: number): string {
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
}

/** RULE 9.2: a day to think it over; no money leaves before its end and a second consent. */
function Waiting(props: { payout: Payout; left: number }) {
  const { payout, left } = props;
  if (!payout.not_before || left === 0) {
    return null;
  }
  return (
    <>
      <p>{t("payout.cooling", { at: moment(payout.not_before) })}</p>
      <p id="left">{t("payout.left")}</p>
      <p className="clock" role="timer" aria-labelledby="left">
        {clock(left)}
      </p>
    </>
  );
}

/** RULE 9.2.c: the code that the cashier asks for; nobody else shows it. */
function DeskCode(props: { payout: string }) {
  const path = { payout: props.payout };
  const found = useLoad(
    async () => (await api.call("get", "/v1/mine/payouts/{payout}/code", { path })).data.code,
    [props.payout],
  );
  return (
    <>
      <Trouble fault={found.fault} again={found.again} />
      <p>{t("payout.desk_code")}</p>
      {found.data && <p className="clock">{found.data}</p>}
    </>
  );
}

/** The sentence of where the money is. */
function stateOf(payout: Payout): string {
  const amount = money(payout.amount);
  if (payout.state === "refused" && payout.reason === CALLED_OFF) {
    return t("payout_state.cancelled", { amount });
  }
  const said =
    payout.state === "planned" && payout.way === "desk"
      ? t("payout_state.desk", { amount })
      : t(`payout_state.${payout.state}`, { amount });
  return payout.value_on ? `${said}, ${dayLong(payout.value_on)}` : said;
}

/** Money that did not go out: what that means, and the way to get it after all. */
function NotPaid(props: { payout: Payout }) {
  if (props.payout.state !== "refused") {
    return null;
  }
  return (
    <p>
      {t(props.payout.reason === CALLED_OFF ? "payout_next.cancelled" : "payout_next.refused")}{" "}
      <Link to="/letters">{t("letters.title")}</Link>
    </p>
  );
}

/** RULE 9.2: all that was paid out on a loan, or is to be, newest first. */
export function LoanPayouts(props: { client: string; loan: string }) {
  const found = useLoad(
    async () =>
      (await api.call("get", "/v1/me/{client}/payouts", { path: { client: props.client } })).data.payouts.filter(
        (one) => one.loan === props.loan,
      ),
    [props.client, props.loan],
  );
  return (
    <section className="card gap">
      <h2>{t("payouts.title")}</h2>
      <Trouble fault={found.fault} again={found.again} />
      <ul className="stack">
        {found.data?.map((one) => (
          <li key={one.id}>
            <p>
              <strong>{stateOf(one)}</strong>
              <span className="block hint">{t(`payout_way.${one.way}`)}</span>
            </p>
            <NotPaid payout={one} />
            {one.state === "planned" && one.way === "desk" && <CallOff payout={one} onOff={found.again} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function PayoutState(props: { client: string; payout: string }) {
  const path = { payout: props.payout };
  const [ahead, setAhead] = useState(0);
  const found = useLoad(async () => {
    const got = await api.call("get", "/v1/mine/payouts/{payout}", { path });
    setAhead(got.at ? got.at.getTime() - Date.now() : 0);
    return got.data;
  }, [props.payout]);
  const it = found.data;
  const left = useLeft(it?.not_before, ahead);
  const moves = it?.state === "planned";
  useEffect(() => {
    const timer = moves ? setTimeout(found.again, POLL_MS) : undefined;
    return () => clearTimeout(timer);
  }, [it]);

  async function release(confirmation: string): Promise<void> {
    const key = `release-${confirmation}`;
    const body = { confirmation };
    found.put((await api.call("post", "/v1/mine/payouts/{payout}/release", { path, key, body })).data);
  }

  return (
    <section className="card gap payout">
      <h2>{t("payout.title")}</h2>
      <Trouble fault={found.fault} again={found.again} />
      {it && (
        <>
          <p className="state" role="status">
            {stateOf(it)}
          </p>
          <NotPaid payout={it} />
          {it.state === "planned" && it.way === "desk" && (
            <>
              <DeskCode payout={it.id} />
              <CallOff payout={it} onOff={found.again} />
            </>
          )}
          {it.state === "waiting" && <Waiting payout={it} left={left} />}
          {it.state === "waiting" && left === 0 && it.needs !== "nothing" && (
            <>
              <p>{t(`payout_needs.${it.needs}`)}</p>
              <Confirmed
                client={props.client}
                operation={it.needs === "consent" ? "second_consent" : "pay_seller"}
                object={it.id}
                action={t(`payout_do.${it.needs}`)}
                onConfirmed={release}
              />
            </>
          )}
        </>
      )}
    </section>
  );
}
