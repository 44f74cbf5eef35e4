// web/borrower/src/sessions.tsx: where one is signed in, and ending it. RULE 25.9
import { moment } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { useSession } from "../../shared/src/session";
import { api, session } from "./api";
import { FaultSummary, useForm } from "./form";
import { Trouble } from "./trouble";
import { t } from "./words";

/** Own sessions, the newest first; each but this one can be ended, or all of them at once. */
export function Sessions() {
  const client = useSession(session).view?.id ?? "";
  const list = useLoad(
    async () => (await api.call("get", "/v1/me/{client}/sessions", { path: { client } })).data.sessions,
    [client],
  );
  const form = useForm();
  const others = list.data?.filter((one) => !one.current) ?? [];

  async function end(id: string): Promise<void> {
    await api.call("delete", "/v1/mine/sessions/{session}", { path: { session: id } });
    list.again();
  }
  async function endOthers(): Promise<void> {
    await api.call("delete", "/v1/me/{client}/sessions", { path: { client } });
    list.again();
  }

  return (
    <section className="card gap">
      <h2>{t("sessions.title")}</h2>
      <p>{t("sessions.why")}</p>
      <Trouble fault={list.fault} again={list.again} />
      <FaultSummary faults={form.faults} />
      <ul className="stack sessions">
        {list.data?.map((one) => (
          <li key={one.id}>
            <p>
              <strong>{one.current ? t("sessions.this") : t("sessions.other")}</strong>
              <span className="block hint">
                {t("sessions.seen", { at: moment(one.last_seen) })}
                {one.address && ` · ${one.address}`}
              </span>
            </p>
            {!one.current && (
              <button
                type="button"
                className="link"
                aria-disabled={form.busy}
                onClick={() => form.press(() => end(one.id))()}
              >
                {t("sessions.end")}
                <span className="unseen"> {moment(one.made_at)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {others.length > 1 && (
        <button type="button" className="button button-quiet" aria-disabled={form.busy} onClick={form.press(endOthers)}>
          {t("sessions.end_others")}
        </button>
      )}
    </section>
  );
}
