// web/office/src/bank.tsx: statements of the own account, money that belongs to no loan yet. RULE 7.5.a RULE 27
import { Button, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { BankLineWhose } from "../../generated/limits-office";
import { newKey } from "../../shared/src/client";
import { saveFile } from "../../shared/src/file";
import { dayShort, decimal, money } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { api, may, type Schemas } from "./api";
import { Confirm } from "./confirm";
import { useFilter } from "./filter";
import { Card, Facts, FileButton, Room, Rows, SendingFault, Shown, StatePick, Trouble, useSending } from "./parts";
import { ReturnLine } from "./returning";
import { t } from "./words";

const LINES = ["unidentified", "returned", "strange", "matched", "own"] as const;
type Line = Schemas["BankLines"]["lines"][number];

function Taking(props: { onDone: () => void }) {
  const [done, setDone] = useState<Schemas["StatementTaken"] | null>(null);
  const sending = useSending();

  async function take(file: File): Promise<void> {
    const raw = new Blob([await file.arrayBuffer()], { type: "application/xml" });
    setDone((await api.hand("/v1/statements", raw, { key: newKey() })).data);
    props.onDone();
  }

  return (
    <Card title={t("bank.take")}>
      <p className="soft">{t("bank.take_why")}</p>
      <FileButton
        id="statement"
        accept=".xml,application/xml,text/xml"
        label={t(sending.busy ? "room.loading" : "bank.choose")}
        onFile={(file) => sending.run(() => take(file))}
      />
      <Trouble fault={sending.fault} />
      <div role="status">
        {done && (
          <Facts
            of={[
              [t("bank.fresh"), t("queue.done", { done: done.fresh ?? 0, of: done.lines ?? 0 })],
              [t("bank_line.matched"), done.matched ?? 0],
              [t("bank_line.unidentified"), done.unidentified ?? 0],
              [t("bank_line.own"), done.own ?? 0],
              [t("bank_line.strange"), done.strange ?? 0],
            ]}
          />
        )}
      </div>
    </Card>
  );
}

/** Whose money it is: by the number of the contract, confirmed before it is posted. */
function Assigning(props: { line: Line; onDone: () => void }) {
  const { line } = props;
  const [number, setNumber] = useState("");
  const [asking, setAsking] = useState(false);
  const sending = useSending();

  async function assign(key: string): Promise<void> {
    const body = { number: number.replace(/\s/g, "") };
    await api.call("post", "/v1/bank-lines/{line}/loan", { path: { line: line.id }, key, body });
    setAsking(false);
    props.onDone();
  }

  return (
    <form
      className="assign"
      onSubmit={(event) => {
        event.preventDefault();
        setAsking(true);
      }}
    >
      <TextInput
        aria-label={t("bank.contract_of", { ref: line.ref })}
        placeholder={t("bank.contract")}
        inputMode="numeric"
        {...sending.field("number", number, setNumber)}
        maxLength={BankLineWhose.number.max + 3}
      />
      <Button type="submit" variant="outline">
        {t("bank.assign")}
      </Button>
      {asking && (
        <Confirm
          title={t("bank.sure")}
          doing={t("bank.assign")}
          sending={sending}
          onDo={assign}
          onClose={() => setAsking(false)}
        >
          <Facts
            of={[
              [t("loan.amount"), money(line.amount ?? "0.00")],
              [t("bank.value_on"), dayShort(line.value_on)],
              [t("bank.ref"), line.ref],
              [t("loan.number"), number],
            ]}
          />
          <SendingFault of={sending} fields={[]} />
        </Confirm>
      )}
    </form>
  );
}

function Source(props: { statement: string; line: string }) {
  const sending = useSending();
  const load = async () =>
    saveFile(
      await api.bytes("/v1/statements/{statement}/file", { path: { statement: props.statement } }),
      "statement.xml",
    );
  return (
    <>
      <Button
        variant="subtle"
        size="compact-md"
        loading={sending.busy}
        aria-label={`${t("bank.file")}: ${props.line}`}
        onClick={() => sending.run(load)}
      >
        {t("bank.file")}
      </Button>
      <Trouble fault={sending.fault} />
    </>
  );
}

function Lines(props: { turn: number; onDone: () => void }) {
  const [state, setState] = useFilter("state", LINES);
  const list = useLoad(
    async () => (await api.call("get", "/v1/bank-lines", { query: { state } })).data.lines,
    [state, props.turn],
  );
  return (
    <Card
      title={t("bank.lines")}
      side={
        <StatePick
          label={t("queue.state")}
          of={LINES}
          now={state}
          nameOf={(one) => t(`bank_line.${one}`)}
          onPick={setState}
        />
      }
    >
      <p className="soft">{t(`bank_line_why.${state}`)}</p>
      <Shown of={list}>
        {(lines) => (
          <Rows
            label={t("bank.lines")}
            of={lines}
            none={t("bank.none")}
            columns={[
              { name: t("loan.amount"), cell: (line) => decimal(line.amount ?? "0.00"), figure: true },
              { name: t("bank.value_on"), cell: (line) => dayShort(line.value_on) },
              { name: t("bank.ref"), cell: (line) => <code>{line.ref}</code> },
              {
                name: t("bank.do"),
                nameless: true,
                cell: (line) => (
                  <Group gap="xs">
                    {line.state === "unidentified" && may("PAYMENT_ASSIGN") && (
                      <Assigning line={line} onDone={props.onDone} />
                    )}
                    {line.state === "unidentified" && may("REFUND_PROPOSE") && (
                      <ReturnLine line={line} onDone={props.onDone} />
                    )}
                    <Source statement={line.statement} line={line.ref} />
                  </Group>
                ),
              },
            ]}
          />
        )}
      </Shown>
    </Card>
  );
}

export function BankRoom() {
  const [turn, setTurn] = useState(0);
  const again = () => setTurn((now) => now + 1);
  return (
    <Room title={t("room.bank")}>
      <Taking onDone={again} />
      <Lines turn={turn} onDone={again} />
    </Room>
  );
}
