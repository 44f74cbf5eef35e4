// web/borrower/src/payout.tsx: where the money of a contract is: the time to think it over, the second consent, the transfer.
// RULE 9.2 RULE 9.2.a RULE 9.3
import { useEffect, useState } from "react";
import { dayLong, moment, money } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { api, type Schemas } from "./api";
import { Confirmed } from "./confirm";
import { Trouble } from "./trouble";
import { t } from "./words";

type Payout = Schemas["Payout"];
const POLL_MS = 2500;
const TICK_MS = 1000;

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
      <p className="clock" role="timer" aria-label={t("payout.left")}>
        {clock(left)}
      </p>
    </>
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
            {t(`payout_state.${it.state}`, { amount: money(it.amount) })}
            {it.value_on && `, ${dayLong(it.value_on)}`}
          </p>
          {it.state === "refused" && it.reason && <p>{it.reason}</p>}
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
