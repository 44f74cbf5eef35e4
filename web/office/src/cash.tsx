// web/office/src/cash.tsx: cash that clients fetch: the desks, and the handing out for a code to whom the cashier compared with
// the document. RULE 9.2.c RULE 9.4
import { Button, Checkbox, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { CashDeskNew, CashHandover } from "../../generated/limits-office";
import { dayShort, money } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { api, may, type Schemas } from "./api";
import { Confirm } from "./confirm";
import { Card, Facts, Room, Rows, SendingFault, SendingForm, Shown, State, Trouble, useSending } from "./parts";
import { t } from "./words";

type Desk = Schemas["CashDesk"];
type Payout = Schemas["Payout"];
type Paper = Schemas["CashHandover"]["document"];
const FIELDS = ["code", "document_number", "digital", "desk"] as const;

function Turning(props: { desk: Desk; onDone: () => void }) {
  const { desk } = props;
  const sending = useSending();
  const turn = async () => {
    await api.call("put", "/v1/cash-desks/{cash_desk}", { path: { cash_desk: desk.id }, body: { open: !desk.open } });
    props.onDone();
  };
  const doing = t(desk.open ? "cash.shut" : "cash.open");
  return (
    <>
      <Button
        variant="outline"
        size="compact-md"
        loading={sending.busy}
        aria-label={`${doing}: ${desk.name}`}
        onClick={() => sending.run(turn)}
      >
        {doing}
      </Button>
      <Trouble fault={sending.fault} />
    </>
  );
}

function Desks(props: { of: readonly Desk[]; onDone: () => void }) {
  return (
    <Rows
      label={t("cash.desks")}
      of={props.of}
      none={t("cash.no_desks")}
      columns={[
        { name: t("cash.desk"), cell: (desk) => desk.name },
        { name: t("cash.place"), cell: (desk) => desk.place },
        {
          name: t("queue.state"),
          cell: (desk) => (
            <State tone={desk.open ? "good" : "plain"}>{t(desk.open ? "cash.is_open" : "cash.is_shut")}</State>
          ),
        },
        ...(may("CASH_DESK_CHANGE")
          ? [
              {
                name: t("bank.do"),
                nameless: true,
                cell: (desk: Desk) => <Turning desk={desk} onDone={props.onDone} />,
              },
            ]
          : []),
      ]}
    />
  );
}

function Adding(props: { onDone: () => void }) {
  const [name, setName] = useState("");
  const [place, setPlace] = useState("");
  const sending = useSending();

  async function send(key: string): Promise<void> {
    const body = { name: name.trim(), place: place.trim() };
    await api.call("post", "/v1/cash-desks", { key, body });
    sending.renew();
    setName("");
    setPlace("");
    props.onDone();
  }

  return (
    <Card title={t("cash.add")}>
      <SendingForm of={sending} send={send} fields={["name", "place"]} doing={t("cash.add_send")}>
        <div className="two">
          <TextInput
            label={t("cash.name")}
            {...sending.field("name", name, setName)}
            maxLength={CashDeskNew.name.max}
          />
          <TextInput label={t("cash.place")} {...sending.field("place", place, setPlace)} />
        </div>
      </SendingForm>
    </Card>
  );
}

/** RULE 9.4: by the document and by sight; the code is the client's own, shown in the account alone. */
function Handing(props: { payout: Payout; desks: readonly Desk[]; onDone: (handed: Schemas["CashHanded"]) => void }) {
  const { payout, desks } = props;
  const [desk, setDesk] = useState(desks[0]?.id ?? "");
  const [code, setCode] = useState("");
  const [document, setDocument] = useState<Paper>("identity_card");
  const [paper, setPaper] = useState("");
  const [seen, setSeen] = useState(false);
  const [asking, setAsking] = useState(false);
  const sending = useSending();
  const digital = document === "digital";

  async function hand(key: string): Promise<void> {
    const number = digital ? { digital: paper.trim() } : { document_number: paper.trim() };
    const body = { desk, code, document, seen, ...number };
    const path = { payout: payout.id };
    try {
      props.onDone((await api.call("post", "/v1/payouts/{payout}/handover", { path, key, body })).data);
    } finally {
      setAsking(false);
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setAsking(true);
      }}
      onChange={sending.renew}
    >
      <Stack>
        <SendingFault of={sending} fields={FIELDS} />
        <div className="two">
          <NativeSelect
            label={t("cash.desk")}
            value={desk}
            error={sending.at("desk")}
            data={desks.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(event) => setDesk(event.currentTarget.value)}
          />
          <TextInput
            label={t("cash.code")}
            value={code}
            inputMode="numeric"
            autoComplete="off"
            maxLength={CashHandover.code.max}
            error={sending.at("code")}
            onChange={(event) => setCode(event.currentTarget.value.replace(/\D/g, ""))}
            required
          />
          <NativeSelect
            label={t("cash.document")}
            value={document}
            data={CashHandover.document.choices.map((one) => ({ value: one, label: t(`cash_document.${one}`) }))}
            onChange={(event) => setDocument(event.currentTarget.value as Paper)}
          />
          <TextInput
            label={t(digital ? "cash.digital" : "cash.document_number")}
            value={paper}
            autoComplete="off"
            maxLength={digital ? CashHandover.digital.max : CashHandover.document_number.max}
            error={sending.at(digital ? "digital" : "document_number")}
            onChange={(event) => setPaper(event.currentTarget.value)}
            required
          />
        </div>
        <Checkbox
          label={t("cash.seen")}
          checked={seen}
          onChange={(event) => setSeen(event.currentTarget.checked)}
          required
        />
        <Group>
          <Button type="submit">{t("cash.hand")}</Button>
        </Group>
      </Stack>
      {asking && (
        <Confirm
          title={t("cash.sure")}
          doing={t("cash.hand")}
          sending={sending}
          onDo={hand}
          onClose={() => setAsking(false)}
        >
          <Facts
            of={[
              [t("loan.amount"), money(payout.amount ?? "0.00")],
              [t("loan.number"), payout.number],
              [t("cash.desk"), desks.find((one) => one.id === desk)?.name],
              [t("cash.document"), `${t(`cash_document.${document}`)} ${paper}`],
            ]}
          />
        </Confirm>
      )}
    </form>
  );
}

function Fetched(props: { desks: readonly Desk[] }) {
  const list = useLoad(
    async () => (await api.call("get", "/v1/payouts", { query: { state: "planned" } })).data.payouts,
    [],
  );
  const [open, setOpen] = useState("");
  const [handed, setHanded] = useState<Schemas["CashHanded"] | null>(null);
  return (
    <Card title={t("cash.fetched")}>
      <p className="soft">{t("cash.fetched_why")}</p>
      <div role="status">
        {handed && (
          <p>
            <State tone="good">
              {t("cash.handed", { sum: money(handed.amount ?? "0.00"), day: dayShort(handed.value_on) })}
            </State>
          </p>
        )}
      </div>
      <Shown of={list}>
        {(all) => (
          <Payouts
            of={all.filter((one) => one.way === "desk")}
            desks={props.desks.filter((desk) => desk.open)}
            open={open}
            onOpen={setOpen}
            onDone={(done) => {
              setHanded(done);
              setOpen("");
              list.again();
            }}
          />
        )}
      </Shown>
    </Card>
  );
}

function Payouts(props: {
  of: readonly Payout[];
  desks: readonly Desk[];
  open: string;
  onOpen: (payout: string) => void;
  onDone: (handed: Schemas["CashHanded"]) => void;
}) {
  if (props.of.length === 0) {
    return <p className="soft">{t("cash.nobody")}</p>;
  }
  return (
    <ul className="rows">
      {props.of.map((payout) => (
        <li key={payout.id}>
          <Group justify="space-between" mb="sm">
            <span>
              <strong className="nowrap">{money(payout.amount ?? "0.00")}</strong>{" "}
              <span className="soft">{t("cash.by_contract", { number: payout.number })}</span>
            </span>
            {props.open !== payout.id && (
              <Button
                variant="outline"
                disabled={props.desks.length === 0}
                aria-label={`${t("cash.begin")}: ${payout.number}`}
                onClick={() => props.onOpen(payout.id)}
              >
                {t("cash.begin")}
              </Button>
            )}
          </Group>
          {props.desks.length === 0 && <p className="soft">{t("cash.none_open")}</p>}
          {props.open === payout.id && <Handing payout={payout} desks={props.desks} onDone={props.onDone} />}
        </li>
      ))}
    </ul>
  );
}

export function CashRoom() {
  const desks = useLoad(async () => (await api.call("get", "/v1/cash-desks", {})).data.desks, []);
  return (
    <Room title={t("room.cash")}>
      <Shown of={desks}>
        {(all) => (
          <>
            {may("CASH_HAND") && may("PAYOUT_VIEW") && <Fetched desks={all} />}
            <Card title={t("cash.desks")}>
              <Desks of={all} onDone={desks.again} />
            </Card>
          </>
        )}
      </Shown>
      {may("CASH_DESK_CHANGE") && <Adding onDone={desks.again} />}
    </Room>
  );
}
