// web/office/src/applications.tsx: the queue of applications with its clocks. RULE 7.4 RULE 27
import { NativeSelect, Table } from "@mantine/core";
import { useEffect, useState } from "react";
import { moment, money } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { Link } from "../../shared/src/route";
import { api, type Schemas } from "./api";
import { Card, Listed, Room, Shown, Wide } from "./parts";
import { t } from "./words";

export const STATES = [
  "checking",
  "submitted",
  "approved",
  "chosen",
  "contract",
  "concluded",
  "refused",
  "withdrawn",
  "lapsed",
] as const;
export type ApplicationState = (typeof STATES)[number];
const MINUTE_MS = 60_000;
/** After so long a wait the clock is shown strongly: a promise of an answer on the same day is at stake. */
const LONG_MINUTES = 240;

const minutesSince = (since: string) => Math.max(0, Math.floor((Date.now() - Date.parse(since)) / MINUTE_MS));

function waited(minutes: number): string {
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  return days > 0
    ? t("queue.waits_days", { d: days, h: hours })
    : t(hours > 0 ? "queue.waits" : "queue.waits_minutes", { h: hours, m: minutes % 60 });
}

export const waitedSince = (since: string) => waited(minutesSince(since));

/** How long a client waits already. */
export function Clock(props: { since: string | undefined }) {
  const [, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((n) => n + 1), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  if (!props.since) {
    return null;
  }
  const minutes = minutesSince(props.since);
  return (
    <time className={minutes >= LONG_MINUTES ? "clock clock-long" : "clock"} dateTime={props.since}>
      {waited(minutes)}
    </time>
  );
}

export function ApplicationsTable(props: { of: readonly Schemas["Application"][]; clocks?: boolean }) {
  return (
    <Wide label={t("room.applications")}>
      <Table className="queue stacked">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("queue.application")}</Table.Th>
            <Table.Th>{t("queue.product")}</Table.Th>
            <Table.Th>{t("queue.checks")}</Table.Th>
            <Table.Th>{t(props.clocks ? "queue.clock" : "queue.state")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.of.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Th scope="row">
                <Link to={`/applications/${one.id}`}>{money(one.amount)}</Link>
              </Table.Th>
              <Table.Td data-label={t("queue.product")}>
                {one.product_name}, {t("months#", { n: one.periods })}
              </Table.Td>
              <Table.Td data-label={t("queue.checks")}>
                {t("queue.done", { done: one.checks_done ?? 0, of: one.checks ?? 0 })}
              </Table.Td>
              <Table.Td data-label={t(props.clocks ? "queue.clock" : "queue.state")}>
                {props.clocks ? (
                  <Clock since={one.submitted_at} />
                ) : (
                  <span>
                    {t(`application_state.${one.state as ApplicationState}`)}{" "}
                    <span className="soft">{moment(one.ended_at ?? one.decided_at ?? one.made_at)}</span>
                  </span>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  );
}

/** j and k go through the queue, Enter opens, s chooses the state. */
export function ApplicationsRoom() {
  const [state, setState] = useState<ApplicationState>("checking");
  const list = useLoad(
    async () => (await api.call("get", "/v1/applications", { query: { state } })).data.applications,
    [state],
  );
  return (
    <Room
      title={t("room.applications")}
      side={
        <NativeSelect
          aria-label={t("queue.state")}
          data-key="s"
          value={state}
          data={STATES.map((one) => ({ value: one, label: t(`application_state.${one}`) }))}
          onChange={(event) => setState(event.currentTarget.value as ApplicationState)}
        />
      }
    >
      <Card>
        <Shown of={list}>
          {(applications) => (
            <Listed of={applications} none={t("two.nothing")}>
              {(rows) => (
                <ApplicationsTable of={rows} clocks={["checking", "submitted"].includes(rows[0]?.state ?? state)} />
              )}
            </Listed>
          )}
        </Shown>
      </Card>
    </Room>
  );
}
