// web/office/src/loan_refunds.tsx: what was given back of a loan, and proposing it: an overpayment, or what a client paid on a
// debt that a verdict wrote off. RULE 13.4.c RULE 27
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { RefundNew } from "../../generated/limits-office";
import { money, readAmount } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { api, may, type Schemas } from "./api";
import { Card, SendingForm, Shown, useSending } from "./parts";
import { RefundRows } from "./refunds";
import { t } from "./words";

type Kind = Schemas["RefundNew"]["kind"];
type Account = Schemas["ClientFile"]["accounts"][number];

function Proposing(props: { loan: string; accounts: readonly Account[]; most: string; onDone: () => void }) {
  const [kind, setKind] = useState<Kind>("overpayment");
  const [account, setAccount] = useState(props.accounts[0]?.id ?? "");
  const [typed, setTyped] = useState("");
  const sending = useSending();
  const part = kind === "overpayment" && typed.trim() !== "";

  async function send(key: string): Promise<void> {
    const amount = part ? { amount: readAmount(typed) ?? typed } : {};
    const path = { loan: props.loan };
    await api.call("post", "/v1/loans/{loan}/refunds", { path, key, body: { kind, account, ...amount } });
    sending.renew();
    setTyped("");
    props.onDone();
  }

  if (props.accounts.length === 0) {
    return <p className="soft">{t("refund.no_account")}</p>;
  }
  return (
    <SendingForm of={sending} send={send} fields={["account", "amount", "kind"]} doing={t("refund.propose")}>
      <div className="two">
        <NativeSelect
          label={t("refund.kind")}
          value={kind}
          error={sending.at("kind")}
          data={RefundNew.kind.choices.map((one) => ({ value: one, label: t(`refund_kind.${one}`) }))}
          onChange={(event) => setKind(event.currentTarget.value as Kind)}
        />
        <NativeSelect
          label={t("refund.to")}
          value={account}
          error={sending.at("account")}
          data={props.accounts.map((one) => ({ value: one.id, label: `•••• ${one.tail}` }))}
          onChange={(event) => setAccount(event.currentTarget.value)}
        />
        {kind === "overpayment" && (
          <TextInput
            label={t("refund.amount")}
            description={t("refund.amount_hint", { amount: money(props.most) })}
            value={typed}
            inputMode="decimal"
            error={sending.at("amount")}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
      </div>
      <p className="soft">{t(kind === "verdict" ? "refund.verdict_why" : "refund.second")}</p>
    </SendingForm>
  );
}

/** The accounts are asked for only when somebody proposes: asking is a look. */
function Opened(props: { client: string; loan: string; most: string; onDone: () => void }) {
  const { client } = props;
  const file = useLoad(
    async () => (await api.call("get", "/v1/clients/{client}/file", { path: { client } })).data.accounts,
    [client],
  );
  return (
    <Shown of={file}>
      {(accounts) => (
        <Proposing {...props} accounts={accounts.filter((one) => one.holder === "own" && one.used_from)} />
      )}
    </Shown>
  );
}

export function LoanRefunds(props: { loan: string; client: string | undefined; most: string; onDone: () => void }) {
  const { loan, client } = props;
  const [open, setOpen] = useState(false);
  const found = useLoad(
    async () => (await api.call("get", "/v1/loans/{loan}/refunds", { path: { loan } })).data.refunds,
    [loan],
  );
  const living = found.data?.some((one) => ["asked", "proposed", "planned"].includes(one.state));
  const done = () => {
    setOpen(false);
    found.again();
    props.onDone();
  };
  return (
    <Card title={t("room.refunds")}>
      <Shown of={found}>{(refunds) => <RefundRows of={refunds} loan onDone={done} />}</Shown>
      {client && found.data && !living && may("REFUND_PROPOSE") && may("CLIENT_VIEW") && (
        <div className="deciding">
          {open ? (
            <Opened client={client} loan={loan} most={props.most} onDone={done} />
          ) : (
            <Button variant="outline" onClick={() => setOpen(true)}>
              {t("refund.propose")}
            </Button>
          )}
        </div>
      )}
    </Card>
  );
}
