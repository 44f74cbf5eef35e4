// web/borrower/src/details.tsx: the own number and accounts, changed only by a method of item 35. IIN and BIN never change.
// RULE 6.6 RULE 6.6.a RULE 6.7
import { useEffect, useState } from "react";
import { dayLong, inAlmaty } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { useSession } from "../../shared/src/session";
import { EndAccount, NewAccount, UseAccount, useAccounts } from "./account";
import { api, type Schemas, session } from "./api";
import { Confirmed } from "./confirm";
import { FaultSummary, Field, needed, useForm } from "./form";
import { OwnRoom } from "./own_room";
import { Trouble } from "./trouble";
import { t } from "./words";

const POLL_MS = 1500;

/** Another number: typed, its owner asked, put to use. */
function NewNumber(props: { client: string; onUsed: () => void }) {
  const { client } = props;
  const [phone, setPhone] = useState("");
  const [number, setNumber] = useState<Schemas["Number"] | null>(null);
  const form = useForm({ phone: "new-phone" });
  useEffect(() => {
    const timer =
      number?.owner === "asked" ? setTimeout(() => ask(number.id).catch(() => undefined), POLL_MS) : undefined;
    return () => clearTimeout(timer);
  }, [number]);

  async function ask(id: string): Promise<void> {
    setNumber((await api.call("get", "/v1/mine/numbers/{number}", { path: { number: id } })).data);
  }
  async function send(): Promise<void> {
    const body = { phone };
    setNumber(
      (await api.call("post", "/v1/me/{client}/numbers", { path: { client }, key: form.key(body), body })).data,
    );
  }

  if (number?.owner === "asked") {
    return (
      <p className="empty" role="status">
        {t("register.phone_waits")}
      </p>
    );
  }
  if (number?.owner === "own") {
    return (
      <>
        <p>{t("details.number_own", { tail: number.tail })}</p>
        <Confirmed
          client={client}
          operation="change_number"
          object={number.id}
          action={t("details.number_use")}
          onConfirmed={async (confirmation) => {
            const path = { number: number.id };
            await api.call("post", "/v1/mine/numbers/{number}/use", { path, body: { confirmation } });
            setNumber(null);
            setPhone("");
            props.onUsed();
          }}
        />
      </>
    );
  }
  return (
    <form onSubmit={form.submit(() => needed(["new-phone", t("details.number_new"), phone]), send)} noValidate>
      <FaultSummary faults={form.faults} />
      {number && (
        <p className="fault" role="alert">
          {t("register.phone_other")}
        </p>
      )}
      <Field
        id="new-phone"
        label={t("details.number_new")}
        hint={t("register.phone_hint")}
        value={phone}
        onValue={setPhone}
        fault={form.faultOf("new-phone")}
        inputMode="tel"
        autoComplete="tel"
      />
      <button type="submit" className="button" aria-disabled={form.busy}>
        {t("details.number_check")}
      </button>
    </form>
  );
}

function Accounts(props: { client: string }) {
  const { list, asked } = useAccounts(props.client);
  return (
    <section className="card gap">
      <h2>{t("details.accounts")}</h2>
      <p>{t("offers.account")}</p>
      <Trouble fault={list.fault} again={list.again} />
      <ul className="stack">
        {list.data?.map((account) => (
          <li key={account.id}>
            <p>
              <strong>{t("account.tail", { tail: account.tail })}</strong>{" "}
              {account.used_until
                ? t("details.ended", { day: dayLong(inAlmaty(account.used_until).day) })
                : account.good
                  ? t("details.used", { day: dayLong(inAlmaty(account.used_from ?? "").day) })
                  : t(`holder.${account.holder}`)}
            </p>
            {account.good && <EndAccount client={props.client} account={account} onEnded={list.again} />}
            {account.holder === "own" && !account.good && !account.used_from && (
              <UseAccount client={props.client} account={account} onUsed={list.again} />
            )}
          </li>
        ))}
      </ul>
      {list.data?.length === 0 && <p>{t("details.none")}</p>}
      {list.data && !asked && (
        <>
          <h3 className="gap">{t("details.account_new")}</h3>
          <NewAccount client={props.client} onAdded={list.again} />
        </>
      )}
    </section>
  );
}

export function DetailsPage() {
  const client = useSession(session).view?.id ?? "";
  const me = useLoad(async () => (await api.call("get", "/v1/me/{client}", { path: { client } })).data, [client]);
  const [done, setDone] = useState(false);
  return (
    <OwnRoom title={t("details.title")} lead={t("details.why")} found={me}>
      <section className="card">
        <h2>{t("register.phone")}</h2>
        {me.data && <p>{t("details.number_now", { phone: me.data.phone })}</p>}
        {done && (
          <p className="done" role="status">
            {t("details.number_done")}
          </p>
        )}
        <NewNumber
          client={client}
          onUsed={() => {
            setDone(true);
            me.again();
          }}
        />
      </section>
      <Accounts client={client} />
    </OwnRoom>
  );
}
