// web/borrower/src/where_to.tsx: where the money of a loan goes: to an own account, to a seller that has a contract with the
// organisation, or to a desk in cash, where there are such. RULE 8.6 RULE 9.2.a RULE 9.2.c RULE 9.2.d
import { useEffect, useState } from "react";
import { useLoad } from "../../shared/src/load";
import { Account } from "./account";
import { api } from "./api";
import { Trouble } from "./trouble";
import { t } from "./words";

export type MoneyWay = { way: "account"; account: string } | { way: "seller"; seller: string } | { way: "desk" };

export function WhereTo(props: { client: string; onWay: (way: MoneyWay | null) => void }) {
  const path = { client: props.client };
  const sellers = useLoad(
    async () => (await api.call("get", "/v1/me/{client}/sellers", { path })).data.sellers,
    [props.client],
  );
  const desks = useLoad(
    async () => (await api.call("get", "/v1/me/{client}/cash-desks", { path })).data.desks,
    [props.client],
  );
  const [way, setWay] = useState<MoneyWay["way"]>("account");
  const [account, setAccount] = useState("");
  const [seller, setSeller] = useState("");
  const known = sellers.data && desks.data; // shown all at once: none moves under a finger
  const ways = [
    "account" as const,
    ...(known && sellers.data?.length ? ["seller" as const] : []),
    ...(known && desks.data?.length ? ["desk" as const] : []),
  ];
  useEffect(() => {
    const chosen = { account, seller, desk: "desk" }[way];
    const full = { account: { way: "account", account }, seller: { way: "seller", seller }, desk: { way: "desk" } };
    props.onWay(chosen ? (full[way] as MoneyWay) : null);
  }, [way, account, seller]);

  return (
    <>
      <Trouble
        fault={sellers.fault ?? desks.fault}
        again={() => {
          sellers.again();
          desks.again();
        }}
      />
      {ways.length > 1 && (
        <fieldset className="choices">
          <legend className="unseen">{t("offers.where")}</legend>
          {ways.map((one) => (
            <label key={one}>
              <input type="radio" name="way" checked={one === way} onChange={() => setWay(one)} />
              <span>{t(`payout_way.${one}`)}</span>
            </label>
          ))}
        </fieldset>
      )}
      {way === "account" && (
        <>
          <p>{t("offers.account")}</p>
          <Account client={props.client} onGood={setAccount} />
        </>
      )}
      {way === "seller" && (
        <fieldset className="sellers">
          <legend>{t("offers.seller")}</legend>
          {sellers.data?.map((one) => (
            <label key={one.id} className="tick">
              <input type="radio" name="seller" checked={one.id === seller} onChange={() => setSeller(one.id)} />
              <span>
                <strong>{one.name}</strong>
                <span className="block hint">
                  {t("organisation.bin")} {one.bin}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {way === "desk" && (
        <>
          <p>{t("offers.desk")}</p>
          <ul>
            {desks.data?.map((one) => (
              <li key={one.id}>
                {one.name}, {one.place}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
