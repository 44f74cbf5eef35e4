// web/office/src/parts.tsx: pieces of every room: a titled room, asking and what went wrong, sending once.
import { Alert, Button, Group, NativeSelect, Paper, Stack, Table } from "@mantine/core";
import { type ReactNode, useRef, useState } from "react";
import { Fault, Once } from "../../shared/src/client";
import { saveFile } from "../../shared/src/file";
import { faultText, type Loaded } from "../../shared/src/load";
import { csvOf } from "./csv";
import { t } from "./words";

export function Room(props: { title: string; side?: ReactNode; children?: ReactNode }) {
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="center">
        <h1>{props.title}</h1>
        {props.side}
      </Group>
      {props.children}
    </Stack>
  );
}

export function Card(props: { title?: string; children?: ReactNode; side?: ReactNode }) {
  return (
    <Paper withBorder p="lg" className="card">
      {props.title && (
        <Group justify="space-between" mb="md">
          <h2>{props.title}</h2>
          {props.side}
        </Group>
      )}
      {props.children}
    </Paper>
  );
}

/** RULE 24.5: the server's sentence; the code leads our own people to the log. */
export function Trouble(props: { fault: Fault | undefined; again?: () => void }) {
  if (!props.fault) {
    return null;
  }
  return (
    <Alert color="red" variant="light" role="alert" className="trouble">
      <p>{faultText(props.fault)}</p>
      {props.fault.trace && <p className="small">{t("fault.trace", { id: props.fault.trace.slice(0, 16) })}</p>}
      {props.again && (
        <Button variant="outline" size="compact-md" onClick={props.again}>
          {t("fault.again")}
        </Button>
      )}
    </Alert>
  );
}

/** What came, or what went wrong, or that it is on its way. */
export function Shown<T>(props: { of: Loaded<T>; children: (data: T) => ReactNode }) {
  if (props.of.fault) {
    return <Trouble fault={props.of.fault} again={props.of.again} />;
  }
  return props.of.data === undefined ? <p className="soft">{t("room.loading")}</p> : props.children(props.of.data);
}

/** False where there was nothing that could be sent. */
type Send = (key: string) => Promise<unknown>;

export interface Sending {
  busy: boolean;
  fault: Fault | undefined;
  /** What was sent last is done, and nothing has changed since. */
  done: boolean;
  /** The fault at a field, as the server names it. */
  at(field: string): string | undefined;
  /** What a text field that must be filled is: its value, its fault, and what a change does. */
  field(name: string, value: string, set: (to: string) => void): Field;
  /** Runs once at a time: a second press while it runs does nothing. The key names what is sent now. */
  run(send: Send): Promise<void>;
  submit(send: Send): (event: { preventDefault(): void }) => void;
  /** What is sent from now on is another thing and has another key. */
  renew(): void;
}

interface Field {
  value: string;
  error: string | undefined;
  onChange(event: { currentTarget: { value: string } }): void;
  required: true;
}

export function useSending(): Sending {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [done, setDone] = useState(false);
  const running = useRef(false);
  const once = useRef(new Once());
  const changes = useRef(0);

  async function run(send: Send): Promise<void> {
    if (running.current) {
      return;
    }
    running.current = true;
    setBusy(true);
    setFault(undefined);
    try {
      setDone((await send(once.current.key(changes.current))) !== false);
    } catch (why) {
      if (!(why instanceof Fault)) {
        throw why;
      }
      setFault(why);
      once.current.settle(why);
    } finally {
      running.current = false;
      setBusy(false);
    }
  }

  function at(field: string): string | undefined {
    const found = fault?.fields.find((one) => one.field === field);
    return found && fault ? faultText({ ...fault, message: found.text }) : undefined;
  }

  function renew(): void {
    changes.current++;
    setDone(false);
  }

  return {
    busy,
    fault,
    done,
    at,
    field: (name, value, set) => ({
      value,
      error: at(name),
      onChange: (event) => {
        set(event.currentTarget.value);
        renew();
      },
      required: true,
    }),
    run,
    submit: (send) => (event) => {
      event.preventDefault();
      run(send);
    },
    renew,
  };
}

/** A fault that belongs to no field of the form stands above it. */
export function SendingFault(props: { of: Sending; fields: readonly string[] }) {
  const { fault } = props.of;
  return fault?.fields.some((one) => props.fields.includes(one.field)) ? null : <Trouble fault={fault} />;
}

/** A form whose content is sent once: where something in it changes, it is another thing. */
export function SendingForm(props: {
  of: Sending;
  send: Send;
  /** The fields that show their own faults. */
  fields: readonly string[];
  doing: string;
  /** What is said beside the button when it is done. */
  said?: string;
  beside?: ReactNode;
  children: ReactNode;
}) {
  const { of } = props;
  return (
    <form onSubmit={of.submit(props.send)} onChange={of.renew} noValidate>
      <Stack>
        <SendingFault of={of} fields={props.fields} />
        {props.children}
        <Group>
          <Button type="submit" loading={of.busy}>
            {props.doing}
          </Button>
          {props.said && <span role="status">{of.done && props.said}</span>}
          {props.beside}
        </Group>
      </Stack>
    </form>
  );
}

/** Names and what they are. Rows without a value are left out. */
export function Facts(props: { of: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="details">
      {props.of
        .filter(([, value]) => value !== undefined && value !== null && value !== "" && value !== false)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** A list, or the sentence that there is nothing. */
export function Listed<T>(props: { of: readonly T[]; none: string; children: (rows: readonly T[]) => ReactNode }) {
  return props.of.length === 0 ? <p className="soft">{props.none}</p> : props.children(props.of);
}

/** The state of which a list is shown; key s leads to it. */
export function StatePick<C extends string>(props: {
  label: string;
  of: readonly C[];
  now: C;
  nameOf: (one: C) => string;
  onPick: (to: C) => void;
}) {
  return (
    <NativeSelect
      aria-label={props.label}
      data-key="s"
      value={props.now}
      data={props.of.map((one) => ({ value: one, label: props.nameOf(one) }))}
      onChange={(event) => props.onPick(event.currentTarget.value as C)}
    />
  );
}

export type Tone = "good" | "bad" | "wait" | "plain";

/** A state by word and colour. */
export function State(props: { tone?: Tone; children: ReactNode }) {
  return <span className={`state state-${props.tone ?? "plain"}`}>{props.children}</span>;
}

/** A button that opens the choice of a file. */
export function FileButton(props: { id: string; accept: string; label: string; onFile: (file: File) => void }) {
  return (
    <>
      <input
        id={props.id}
        type="file"
        accept={props.accept}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file) {
            props.onFile(file);
          }
        }}
      />
      <label htmlFor={props.id} className="pick">
        {props.label}
      </label>
    </>
  );
}

export function Wide(props: { children: ReactNode; label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrolled by keyboard (WCAG 2.1.1)
    <section className="wide" tabIndex={0} aria-label={props.label}>
      {props.children}
    </section>
  );
}

export interface Column<T> {
  name: string;
  cell: (row: T) => ReactNode;
  /** Where a row becomes a card, the column stands in it without its name: it holds buttons, no value. */
  nameless?: boolean;
  nowrap?: boolean;
  /** An amount or a count: in one line, by its last digit. */
  figure?: boolean;
}

const lookOf = (column: Column<never> | undefined) =>
  column?.figure ? "figure" : column?.nowrap ? "nowrap" : undefined;

const keyOf = (row: object, place: number) => ("id" in row ? String(row.id) : place);

/** Rows under named columns, of which the first names its row; on a narrow screen each row becomes a card. */
export function Rows<T extends object>(props: {
  label: string;
  of: readonly T[];
  columns: readonly Column<T>[];
  /** What is said where there are no rows. */
  none?: string;
  look?: string;
  foot?: ReactNode;
}) {
  const [head, ...rest] = props.columns;
  if (props.none && props.of.length === 0) {
    return <p className="soft">{props.none}</p>;
  }
  return (
    <Wide label={props.label}>
      <Table className={`stacked ${props.look ?? ""}`}>
        <Table.Thead>
          <Table.Tr>
            {props.columns.map((column) => (
              <Table.Th key={column.name} className={column.figure ? "figure" : undefined}>
                {column.name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.of.map((row, place) => (
            <Table.Tr key={keyOf(row, place)}>
              <Table.Th scope="row" className={lookOf(head)}>
                {head?.cell(row)}
              </Table.Th>
              {rest.map((column) => (
                <Table.Td
                  key={column.name}
                  data-label={column.nameless ? undefined : column.name}
                  className={lookOf(column)}
                >
                  {column.cell(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
        {props.foot && <Table.Tfoot>{props.foot}</Table.Tfoot>}
      </Table>
    </Wide>
  );
}

/** Keeps a list as a table for a spreadsheet. */
export function CsvButton(props: {
  name: string;
  head: readonly string[];
  rows: readonly (readonly (string | undefined)[])[];
}) {
  const text = () => csvOf([props.head, ...props.rows.map((row) => row.map((one) => one ?? ""))]);
  return (
    <Button
      variant="outline"
      onClick={() => saveFile(new Blob([text()], { type: "text/csv;charset=utf-8" }), `${props.name}.csv`)}
    >
      {t("list.csv")}
    </Button>
  );
}
