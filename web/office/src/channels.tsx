// web/office/src/channels.tsx: channels of electronic lending: what the authorised body was told, since when they are open.
// RULE 3.1 RULE 4.0 RULE 5
import { Checkbox, NativeSelect, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { ChannelNoticeNew } from "../../generated/limits-office";
import { dayShort, inAlmaty, moment } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { Link } from "../../shared/src/route";
import { api, may, type Schemas } from "./api";
import { Asked } from "./confirm";
import { Card, Facts, Room, Rows, SendingForm, Shown, State, useSending } from "./parts";
import { t } from "./words";

type Channel = Schemas["Channels"]["channels"][number];
type Notice = Schemas["Channels"]["notices"][number];
type Document = Schemas["Internals"]["documents"][number];
type Entry = Omit<Schemas["ChannelNoticeNew"], "documents">;
const KINDS = ChannelNoticeNew.kind.choices;
const FIELDS = ["name", "kind", "place", "services", "procedures", "number", "documents"] as const;
const EMPTY: Entry = { name: "web", kind: "web", place: "", services: "", procedures: "", number: "" };

/** "Terminal kiosk-1": only a terminal has a name of its own. */
const nameOf = (one: { kind: Channel["kind"]; name: string }) =>
  one.kind === "terminal" ? `${t("channel_kind.terminal")} ${one.name}` : t(`channel_kind.${one.kind}`);

function Open(props: { of: readonly Channel[]; onDone: () => void }) {
  const closing = (one: Channel) => (
    <Asked
      about={nameOf(one)}
      doing={t("channel.close")}
      sure={t("channel.sure_close")}
      facts={[
        [t("channel.kind"), nameOf(one)],
        [t("channel.place"), one.place],
        [t("channel.means"), t("channel.close_means")],
      ]}
      send={(key) => api.call("post", "/v1/channels/closing", { key, body: { name: one.name } })}
      onDone={props.onDone}
    />
  );
  return (
    <Rows
      label={t("channel.all")}
      of={props.of}
      none={t("file.none")}
      columns={[
        { name: t("channel.kind"), cell: nameOf },
        { name: t("channel.place"), cell: (one) => one.place },
        {
          name: t("queue.state"),
          cell: (one) => (
            <State tone={one.open ? "good" : "bad"}>{t(one.open ? "channel.open" : "channel.shut")}</State>
          ),
        },
        {
          name: t("channel.letter"),
          cell: (one) => t("channel.letter_of", { number: one.notice, day: dayShort(one.notified_on) }),
        },
        ...(may("CHANNEL_CHANGE")
          ? [{ name: t("bank.do"), nameless: true, cell: (one: Channel) => (one.open ? closing(one) : null) }]
          : []),
      ]}
    />
  );
}

/** RULE 5: it begins on the first day that the law allows, and not by itself. */
function Told(props: { of: Notice; onDone: () => void }) {
  const one = props.of;
  const early = one.first_on > inAlmaty(new Date()).day;
  const path = { channel_notice: one.id };
  return (
    <li>
      <p>
        <strong>
          {nameOf(one)}: {t("channel.letter_of", { number: one.number, day: dayShort(one.notified_on) })}
        </strong>{" "}
        <State tone={one.begun_at ? "good" : "wait"}>
          {one.begun_at
            ? t("channel.begun", { at: moment(one.begun_at) })
            : t("channel.first_on", { day: dayShort(one.first_on) })}
        </State>
      </p>
      <Facts
        of={[
          [t("channel.place"), one.place],
          [t("channel.services"), one.services],
        ]}
      />
      {!one.begun_at && !early && may("CHANNEL_CHANGE") && (
        <Asked
          about={`${nameOf(one)}, ${one.number}`}
          doing={t("channel.begin")}
          sure={t("channel.sure_begin")}
          facts={[
            [t("channel.kind"), nameOf(one)],
            [t("channel.place"), one.place],
            [t("channel.services"), one.services],
            [t("channel.letter"), one.number],
          ]}
          send={(key) => api.call("post", "/v1/channel-notices/{channel_notice}/beginning", { path, key })}
          onDone={props.onDone}
        />
      )}
    </li>
  );
}

function Attached(props: {
  of: readonly Document[];
  chosen: readonly string[];
  fault: string | undefined;
  onChosen: (to: readonly string[]) => void;
}) {
  const { of, chosen } = props;
  return (
    <fieldset className="plain">
      <legend>
        {t("channel.documents")} <span className="starred">*</span>
      </legend>
      {of.length === 0 && (
        <p className="soft">
          {t("channel.no_documents")} <Link to="/internals">{t("room.internals")}</Link>
        </p>
      )}
      <Stack gap="xs">
        {of.map((one) => (
          <Checkbox
            key={one.id}
            label={`${one.title}, ${one.number}`}
            checked={chosen.includes(one.id)}
            onChange={(event) =>
              props.onChosen(event.currentTarget.checked ? [...chosen, one.id] : chosen.filter((id) => id !== one.id))
            }
          />
        ))}
      </Stack>
      {props.fault && <p className="field-fault">{t("channel.documents_needed")}</p>}
    </fieldset>
  );
}

function Telling(props: { documents: readonly Document[]; onDone: () => void }) {
  const [entry, setEntry] = useState<Entry>(EMPTY);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const sending = useSending();

  async function send(key: string): Promise<void> {
    const body = { ...entry, documents: chosen.map((id) => ({ id })) };
    await api.call("post", "/v1/channel-notices", { key, body });
    sending.renew();
    setEntry(EMPTY);
    setChosen([]);
    props.onDone();
  }

  const given = (name: "name" | "place" | "services" | "procedures" | "number") => ({
    label: t(`channel.${name}`),
    value: entry[name],
    maxLength: ChannelNoticeNew[name].max,
    error: sending.at(name),
    required: true,
    onChange: (event: { currentTarget: { value: string } }) =>
      setEntry({ ...entry, [name]: event.currentTarget.value }),
  });
  return (
    <Card title={t("channel.tell")}>
      <p className="soft">{t("channel.tell_why")}</p>
      <SendingForm of={sending} send={send} fields={FIELDS} doing={t("channel.send")}>
        <div className="two">
          <NativeSelect
            label={t("channel.kind")}
            value={entry.kind}
            error={sending.at("kind")}
            data={KINDS.map((one) => ({ value: one, label: t(`channel_kind.${one}`) }))}
            onChange={(event) => {
              const kind = event.currentTarget.value as Entry["kind"];
              setEntry({ ...entry, kind, name: kind === "terminal" ? "" : kind });
            }}
          />
          {entry.kind === "terminal" && <TextInput {...given("name")} description={t("channel.name_hint")} />}
          <TextInput {...given("place")} />
          <TextInput {...given("number")} />
          <Textarea {...given("services")} rows={3} />
          <Textarea {...given("procedures")} rows={3} />
        </div>
        <Attached of={props.documents} chosen={chosen} fault={sending.at("documents")} onChosen={setChosen} />
      </SendingForm>
    </Card>
  );
}

export function ChannelsRoom() {
  const found = useLoad(async () => (await api.call("get", "/v1/channels", {})).data, []);
  const documents = useLoad(async () => (await api.call("get", "/v1/internal-documents", {})).data.documents, []);
  return (
    <Room title={t("room.channels")}>
      <Shown of={found}>
        {(data) => (
          <>
            <Card title={t("channel.all")}>
              <Open of={data.channels} onDone={found.again} />
            </Card>
            <Card title={t("channel.notices")}>
              {data.notices.length === 0 && <p className="soft">{t("file.none")}</p>}
              <ul className="rows">
                {data.notices.map((one) => (
                  <Told key={one.id} of={one} onDone={found.again} />
                ))}
              </ul>
            </Card>
          </>
        )}
      </Shown>
      {may("CHANNEL_CHANGE") && (
        <Shown of={documents}>
          {(all) => <Telling documents={all.filter((one) => one.approved)} onDone={found.again} />}
        </Shown>
      )}
    </Room>
  );
}
