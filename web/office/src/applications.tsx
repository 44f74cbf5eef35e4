// web/office/src/applications.tsx: the queue of applications with its clocks. RULE 7.4 RULE 27
import { useEffect, useState } from "react";
import { moment, money } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { Link } from "../../shared/src/route";
import { api, type Schemas } from "./api";
import { useFilter } from "./filter";
import { Card, Room, Rows, Shown, StatePick } from "./parts";
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

export function ApplicationsTable(props: { of: readonly Schemas["Application"][]; none: string; clocks?: boolean }) {
  return (
    <Rows
      label={t("room.applications")}
      look="queue"
      of={props.of}
      none={props.none}
      columns={[
        {
          name: t("queue.application"),
          cell: (one) => <Link to={`/applications/${one.id}`}>{money(one.amount)}</Link>,
        },
        { name: t("queue.product"), cell: (one) => `${one.product_name}, ${t("months#", { n: one.periods })}` },
        {
          name: t("queue.checks"),
          cell: (one) => t("queue.done", { done: one.checks_done ?? 0, of: one.checks ?? 0 }),
        },
        {
          name: t(props.clocks ? "queue.clock" : "queue.state"),
          cell: (one) =>
            props.clocks ? (
              <Clock since={one.submitted_at} />
            ) : (
              <span>
                {t(`application_state.${one.state as ApplicationState}`)}{" "}
                <span className="soft">{moment(one.ended_at ?? one.decided_at ?? one.made_at)}</span>
              </span>
            ),
        },
      ]}
    />
  );
}

/** j and k go through the queue, Enter opens, s chooses the state. */
export function ApplicationsRoom() {
  const [state, setState] = useFilter("state", STATES);
  const list = useLoad(
    async () => (await api.call("get", "/v1/applications", { query: { state } })).data.applications,
    [state],
  );
  return (
    <Room
      title={t("room.applications")}
      side={
        <StatePick
          label={t("queue.state")}
          of={STATES}
          now={state}
          nameOf={(one) => t(`application_state.${one}`)}
          onPick={setState}
        />
      }
    >
      <Card>
        <Shown of={list}>
          {(applications) => (
            <ApplicationsTable
              of={applications}
              none={t("two.nothing")}
              clocks={["checking", "submitted"].includes(applications[0]?.state ?? state)}
            />
          )}
        </Shown>
      </Card>
    </Room>
  );
}
