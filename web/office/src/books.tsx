// web/office/src/books.tsx: balances of a day, closing it, manual journals of two persons. RULE 27
import { Button, Group, Stack, Table, TextInput } from "@mantine/core";
import { useState } from "react";
import { JournalProposal } from "../../generated/limits-office";
import { dayShort, decimal, inAlmaty, moment, readAmount, sum } from "../../shared/src/format";
import { type Loaded, useLoad } from "../../shared/src/load";
import { lang } from "../../shared/src/words";
import { api, may, type Schemas } from "./api";
import { useDay } from "./filter";
import { Card, CsvButton, Room, Rows, SendingForm, Shown, Trouble, useSending } from "./parts";
import { TwoPersons } from "./two";
import { t } from "./words";

const today = () => inAlmaty(new Date()).day;
const nextDay = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

type Named = (account: string) => string;

function Balances(props: { of: Loaded<Schemas["TrialBalance"]>; named: Named }) {
  return (
    <Shown of={props.of}>
      {(trial) => (
        <Rows
          label={t("books.trial")}
          look="trial"
          of={trial.balances}
          none={t("books.empty")}
          columns={[
            {
              name: t("books.account"),
              cell: (row) => (
                <>
                  <code>{row.account}</code> {props.named(row.account)}
                </>
              ),
            },
            { name: t("books.debit"), cell: (row) => decimal(row.debit ?? "0.00"), figure: true },
            { name: t("books.credit"), cell: (row) => decimal(row.credit ?? "0.00"), figure: true },
            { name: t("books.balance"), cell: (row) => decimal(row.balance ?? "0.00"), figure: true },
          ]}
          foot={
            <Table.Tr>
              <Table.Th scope="row">{t("books.sum")}</Table.Th>
              <Table.Td className="figure" data-label={t("books.debit")}>
                {decimal(sum(...trial.balances.map((row) => row.debit ?? "0.00")))}
              </Table.Td>
              <Table.Td className="figure" data-label={t("books.credit")}>
                {decimal(sum(...trial.balances.map((row) => row.credit ?? "0.00")))}
              </Table.Td>
              <Table.Td className="figure" data-label={t("books.balance")}>
                {decimal(trial.sum)}
              </Table.Td>
            </Table.Tr>
          }
        />
      )}
    </Shown>
  );
}

/** "1110" is told apart from "1111" by its name. */
const nameIn = (chart: Schemas["Chart"]["accounts"]) => (account: string) =>
  chart.find((one) => one.code === account)?.[`name_${lang()}` as const] ?? "";

function Trial(props: { named: Named }) {
  const [day, setDay] = useDay("day", today());
  const trial = useLoad(async () => (await api.call("get", "/v1/days/{day}/balances", { path: { day } })).data, [day]);
  const closing = useSending();
  const next = trial.data ? nextDay(trial.data.closed_on) : "";

  async function close(key: string): Promise<void> {
    await api.call("post", "/v1/days/{day}/close", { path: { day: next }, key });
    closing.renew();
    trial.again();
  }

  return (
    <Card
      title={t("books.trial")}
      side={
        <TextInput
          type="date"
          aria-label={t("books.day")}
          value={day}
          max={today()}
          onChange={(event) => event.currentTarget.value && setDay(event.currentTarget.value)}
        />
      }
    >
      <Balances of={trial} named={props.named} />
      {trial.data && (
        <Group mt="md">
          {trial.data.balances.length > 0 && (
            <CsvButton
              name={`trial-${day}`}
              head={[t("books.account"), t("books.name"), t("books.debit"), t("books.credit"), t("books.balance")]}
              rows={trial.data.balances.map((row) => [
                row.account,
                props.named(row.account),
                row.debit,
                row.credit,
                row.balance,
              ])}
            />
          )}
          <span>{t("books.closed_on", { day: dayShort(trial.data.closed_on) })}</span>
          {may("DAY_CLOSE") && next < today() && (
            <Button variant="outline" loading={closing.busy} onClick={() => closing.run(close)}>
              {t("books.close", { day: dayShort(next) })}
            </Button>
          )}
        </Group>
      )}
      <Trouble fault={closing.fault} />
    </Card>
  );
}

interface Line {
  debit: string;
  credit: string;
  amount: string;
}
const LINE: Line = { debit: "", credit: "", amount: "" };

function Lines(props: { lines: readonly Line[]; named: Named; onLines: (now: readonly Line[]) => void }) {
  const set = (at: number, change: Partial<Line>) =>
    props.onLines(props.lines.map((line, i) => (i === at ? { ...line, ...change } : line)));
  return (
    <fieldset className="plain">
      <legend>{t("books.entries")}</legend>
      <Stack gap="xs">
        {props.lines.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their place
          <div className="line" key={i}>
            <TextInput
              label={t("books.debit")}
              description={props.named(line.debit)}
              value={line.debit}
              inputMode="numeric"
              onChange={(event) => set(i, { debit: event.currentTarget.value })}
              required
            />
            <TextInput
              label={t("books.credit")}
              description={props.named(line.credit)}
              value={line.credit}
              inputMode="numeric"
              onChange={(event) => set(i, { credit: event.currentTarget.value })}
              required
            />
            <TextInput
              label={t("books.amount")}
              value={line.amount}
              inputMode="decimal"
              error={line.amount !== "" && readAmount(line.amount) === null ? t("books.amount_wrong") : undefined}
              onChange={(event) => set(i, { amount: event.currentTarget.value })}
              required
            />
          </div>
        ))}
        <Group>
          <Button
            variant="subtle"
            disabled={props.lines.length >= JournalProposal.entries.max}
            onClick={() => props.onLines([...props.lines, LINE])}
          >
            {t("books.more")}
          </Button>
          {props.lines.length > 1 && (
            <Button variant="subtle" onClick={() => props.onLines(props.lines.slice(0, -1))}>
              {t("books.less")}
            </Button>
          )}
        </Group>
      </Stack>
    </fieldset>
  );
}

function Proposing(props: { named: Named; onDone: () => void }) {
  const [valueOn, setValueOn] = useState(today());
  const [note, setNote] = useState("");
  const [lines, setLines] = useState<readonly Line[]>([LINE]);
  const sending = useSending();

  async function send(key: string): Promise<boolean> {
    const entries = lines.map((line) => ({ ...line, amount: readAmount(line.amount) ?? "" }));
    if (entries.some((entry) => entry.amount === "")) {
      return false;
    }
    await api.call("post", "/v1/journals", { key, body: { value_on: valueOn, note, entries } });
    sending.renew();
    setNote("");
    setLines([LINE]);
    props.onDone();
    return true;
  }

  return (
    <Card title={t("books.propose")}>
      <SendingForm
        of={sending}
        send={send}
        fields={["value_on", "note"]}
        doing={t("books.send")}
        said={t("books.sent")}
      >
        <TextInput
          type="date"
          label={t("books.value_on")}
          {...sending.field("value_on", valueOn, setValueOn)}
          max={today()}
        />
        <TextInput
          label={t("books.note")}
          {...sending.field("note", note, setNote)}
          maxLength={JournalProposal.note.max}
        />
        <Lines named={props.named} lines={lines} onLines={setLines} />
      </SendingForm>
    </Card>
  );
}

function Deciding(props: {
  journal: Schemas["JournalsWaiting"]["journals"][number];
  named: Named;
  onDone: () => void;
}) {
  const { journal } = props;

  async function decide(approve: boolean, key: string): Promise<void> {
    await api.call("post", "/v1/journals/{journal}/decision", {
      path: { journal: journal.id },
      key,
      body: { approve },
    });
    props.onDone();
  }

  return (
    <li>
      <p>
        <strong>{journal.note}</strong> <span className="soft">{dayShort(journal.value_on)}</span>
      </p>
      <ul className="entries">
        {journal.entries.map((entry, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries have no other name than their place
          <li key={i}>
            {t("books.line", {
              debit: `${entry.debit} ${props.named(entry.debit)}`.trim(),
              credit: `${entry.credit} ${props.named(entry.credit)}`.trim(),
              amount: decimal(entry.amount),
            })}
          </li>
        ))}
      </ul>
      <p className="soft">{t("books.proposed_at", { at: moment(journal.made_at) })}</p>
      <TwoPersons maker={journal.maker} may={may("JOURNAL_APPROVE")} about={journal.note} decide={decide} />
    </li>
  );
}

export function BooksRoom() {
  const waiting = useLoad(async () => (await api.call("get", "/v1/journals", {})).data, []);
  const chart = useLoad(async () => (await api.call("get", "/v1/chart", {})).data.accounts, []);
  const named = nameIn(chart.data ?? []);
  return (
    <Room title={t("room.books")}>
      <Card title={t("books.waiting")}>
        <Shown of={waiting}>
          {(data) =>
            data.journals.length === 0 ? (
              <p className="soft">{t("two.nothing")}</p>
            ) : (
              <ul className="rows">
                {data.journals.map((journal) => (
                  <Deciding key={journal.id} journal={journal} named={named} onDone={waiting.again} />
                ))}
              </ul>
            )
          }
        </Shown>
      </Card>
      <Trial named={named} />
      {may("JOURNAL_PROPOSE") && <Proposing named={named} onDone={waiting.again} />}
    </Room>
  );
}
