// web/borrower/src/account.tsx: an own account: IBAN checked, its holder asked at the bank, put to use by one method.
// RULE 6.6.a RULE 8.6 RULE 8.7
import { useEffect, useState } from "react";
import { useLoad } from "../../shared/src/load";
import { api, type Schemas } from "./api";
import { Confirmed } from "./confirm";
import { FaultSummary, Field, needed, useForm } from "./form";
import { t } from "./words";

type AccountRow = Schemas["Account"];
const POLL_MS = 1500;

/** The client's accounts; asked again while the bank is asked for a holder. */
export function useAccounts(client: string) {
  const list = useLoad(
    async () => (await api.call("get", "/v1/me/{client}/accounts", { path: { client } })).data.accounts,
    [client],
  );
  const asked = list.data?.some((account) => account.holder === "asked") === true;
  useEffect(() => {
    const timer = asked ? setTimeout(list.again, POLL_MS) : undefined;
    return () => clearTimeout(timer);
  }, [list.data]);
  return { list, asked };
}

/** Another account: its number, typed with or without blanks. */
export function NewAccount(props: { client: string; onAdded: () => void }) {
  const [iban, setIban] = useState("");
  const form = useForm();

  async function add(): Promise<void> {
    const body = { iban: iban.replace(/\s/g, "").toUpperCase() };
    await api.call("post", "/v1/me/{client}/accounts", { path: { client: props.client }, key: form.key(body), body });
    setIban("");
    props.onAdded();
  }

  return (
    <form onSubmit={form.submit(() => needed(["iban", t("account.iban"), iban]), add)} noValidate>
      <FaultSummary faults={form.faults} />
      <Field
        id="iban"
        label={t("account.iban")}
        hint={t("account.hint")}
        value={iban}
        onValue={setIban}
        fault={form.faultOf("iban")}
      />
      <button type="submit" className="button" aria-disabled={form.busy}>
        {t("account.add")}
      </button>
    </form>
  );
}

/** Puts an account whose holder is the client to use. */
export function UseAccount(props: { client: string; account: AccountRow; onUsed: () => void }) {
  return (
    <Confirmed
      client={props.client}
      operation="change_bank"
      object={props.account.id}
      action={t("account.use", { tail: props.account.tail })}
      onConfirmed={async (confirmation) => {
        const path = { account: props.account.id };
        await api.call("post", "/v1/mine/accounts/{account}/use", { path, body: { confirmation } });
        props.onUsed();
      }}
    />
  );
}

/** Takes an account out of use: asked once more, then confirmed by one method as its change is. */
export function EndAccount(props: { client: string; account: AccountRow; onEnded: () => void }) {
  const [sure, setSure] = useState(false);
  if (!sure) {
    return (
      <button type="button" className="link" onClick={() => setSure(true)}>
        {t("account.end")}
        <span className="unseen"> •••• {props.account.tail}</span>
      </button>
    );
  }
  return (
    <>
      <p>{t("account.end_why")}</p>
      <Confirmed
        client={props.client}
        operation="change_bank"
        object={props.account.id}
        action={t("account.end_do", { tail: props.account.tail })}
        onConfirmed={async (confirmation) => {
          const path = { account: props.account.id };
          await api.call("post", "/v1/mine/accounts/{account}/end", { path, body: { confirmation } });
          props.onEnded();
        }}
      />
      <button type="button" className="link" onClick={() => setSure(false)}>
        {t("account.keep")}
      </button>
    </>
  );
}

/** The account that money goes to; where there is none yet, the way to it. */
export function Account(props: { client: string; onGood: (account: string) => void }) {
  const { list, asked } = useAccounts(props.client);
  const good = list.data?.find((account) => account.good);
  const own = list.data?.find((account) => account.holder === "own" && !account.good);
  useEffect(() => {
    if (good) {
      props.onGood(good.id);
    }
  }, [good?.id]);
  if (good) {
    return <p className="done">{t("account.good", { tail: good.tail })}</p>;
  }
  return (
    <section>
      <h3>{t("account.title")}</h3>
      {list.data?.map((account) => (
        <p key={account.id} role={account.holder === "asked" ? "status" : undefined}>
          {t("account.tail", { tail: account.tail })}: {t(`holder.${account.holder}`)}
        </p>
      ))}
      {own ? (
        <UseAccount client={props.client} account={own} onUsed={list.again} />
      ) : (
        !asked && <NewAccount client={props.client} onAdded={list.again} />
      )}
    </section>
  );
}
