// web/office/src/cases.tsx: persons found on lists of the monitoring agency, and the lists. RULE 8.1 RULE 10.1
import { Button, Group, NativeSelect, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { CaseDecision } from "../../generated/limits-office";
import { newKey } from "../../shared/src/client";
import { decimal, moment } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { Link } from "../../shared/src/route";
import { api, may, type Schemas } from "./api";
import { Confirm } from "./confirm";
import { Card, Facts, FileButton, Listed, Room, Rows, Shown, State, Trouble, useSending } from "./parts";
import { t } from "./words";

type Case = Schemas["ListCases"]["cases"][number];
type Decision = Schemas["CaseDecision"]["state"];
const TONES = { open: "wait", confirmed: "bad", cleared: "good" } as const;
const KINDS = ["financing", "participants"] as const;

/** Cleared ends the freeze, also of a case that was confirmed and is not listed any more. */
function Deciding(props: { of: Case; onDone: () => void }) {
  const [note, setNote] = useState("");
  const [asking, setAsking] = useState<Decision | null>(null);
  const sending = useSending();

  async function decide(state: Decision, key: string): Promise<void> {
    const path = { case: props.of.id };
    await api.call("post", "/v1/aml/cases/{case}/decision", { path, key, body: { state, note } });
    setAsking(null);
    props.onDone();
  }

  return (
    <Stack gap="xs">
      <Textarea
        label={t("review.note")}
        {...sending.field("note", note, setNote)}
        rows={2}
        maxLength={CaseDecision.note.max}
      />
      <Group>
        {props.of.state === "open" && (
          <Button disabled={note.trim() === ""} onClick={() => setAsking("confirmed")}>
            {t("case.confirm")}
          </Button>
        )}
        <Button variant="outline" disabled={note.trim() === ""} onClick={() => setAsking("cleared")}>
          {t("case.clear")}
        </Button>
      </Group>
      {asking && (
        <Confirm
          title={t(asking === "confirmed" ? "case.sure_confirm" : "case.sure_clear")}
          doing={t(asking === "confirmed" ? "case.confirm" : "case.clear")}
          sending={sending}
          onDo={(key) => decide(asking, key)}
          onClose={() => setAsking(null)}
        >
          <Facts
            of={[
              [t("case.entry"), props.of.entry_name],
              [t("review.note"), note],
            ]}
          />
        </Confirm>
      )}
    </Stack>
  );
}

function One(props: { of: Case; onDone: () => void }) {
  const one = props.of;
  return (
    <li>
      <p>
        <strong>{one.entry_name}</strong>{" "}
        <State tone={TONES[one.state as "open"]}>{t(`case_state.${one.state as "open"}`)}</State>
      </p>
      <p className="soft">
        {t(one.sure ? "case.sure" : "case.unsure")} {t("case.since", { at: moment(one.opened_at) })}
      </p>
      {one.note && <p>{one.note}</p>}
      <p className="ways">
        {may("CLIENT_VIEW") && <Link to={`/clients/${one.client}`}>{t("clients.open")}</Link>}
        {one.application && may("APPLICATION_VIEW") && (
          <Link to={`/applications/${one.application}`}>{t("review.title")}</Link>
        )}
      </p>
      {may("CASE_DECIDE") && one.state !== "cleared" && <Deciding of={one} onDone={props.onDone} />}
    </li>
  );
}

function Taking(props: { onDone: () => void }) {
  const [kind, setKind] = useState<(typeof KINDS)[number]>("financing");
  const [took, setTook] = useState<Schemas["MonitoringList"] | null>(null);
  const sending = useSending();

  async function take(file: File): Promise<void> {
    const raw = new Blob([await file.arrayBuffer()], { type: "application/xml" });
    setTook((await api.hand("/v1/aml/lists", raw, { key: newKey(), query: { kind } })).data);
    props.onDone();
  }

  return (
    <Stack gap="xs" mt="md">
      <Group align="end">
        <NativeSelect
          label={t("list.take")}
          value={kind}
          data={KINDS.map((one) => ({ value: one, label: t(`list_kind.${one}`) }))}
          onChange={(event) => setKind(event.currentTarget.value as typeof kind)}
        />
        <div>
          <FileButton
            id="list"
            accept=".xml,application/xml,text/xml"
            label={t(sending.busy ? "room.loading" : "bank.choose")}
            onFile={(file) => sending.run(() => take(file))}
          />
        </div>
      </Group>
      <Trouble fault={sending.fault} />
      <div role="status">{took && t("list.taken", { persons: took.persons, orgs: took.orgs })}</div>
    </Stack>
  );
}

function Lists() {
  const lists = useLoad(async () => (await api.call("get", "/v1/aml/lists", {})).data.lists, []);
  return (
    <Card title={t("list.title")}>
      <Shown of={lists}>
        {(all) => (
          <Rows
            label={t("list.title")}
            of={all.slice(0, 10)}
            none={t("file.none")}
            columns={[
              {
                name: t("list.kind"),
                cell: (list) => (
                  <>
                    {t(`list_kind.${list.kind}`)} {list.shrunk && <State tone="bad">{t("list.shrunk")}</State>}
                  </>
                ),
              },
              { name: t("list.taken_at"), cell: (list) => (list.taken_at ? moment(list.taken_at) : "–") },
              { name: t("list.persons"), cell: (list) => decimal(String(list.persons ?? 0)), figure: true },
              { name: t("list.orgs"), cell: (list) => decimal(String(list.orgs ?? 0)), figure: true },
            ]}
          />
        )}
      </Shown>
      {may("LIST_TAKE") && <Taking onDone={lists.again} />}
    </Card>
  );
}

export function CasesRoom() {
  const cases = useLoad(async () => (await api.call("get", "/v1/aml/cases", {})).data.cases, []);
  return (
    <Room title={t("room.cases")}>
      <Card title={t("case.title")}>
        <p className="soft">{t("case.why")}</p>
        <Shown of={cases}>
          {(all) => (
            <Listed of={all} none={t("case.none")}>
              {(some) => (
                <ul className="rows">
                  {some.map((one) => (
                    <One key={one.id} of={one} onDone={cases.again} />
                  ))}
                </ul>
              )}
            </Listed>
          )}
        </Shown>
      </Card>
      <Lists />
    </Room>
  );
}
