// web/office/src/internals.tsx: internal documents of the organisation: proposed by one, approved by another. RULE 4.3.a RULE 11.0
import { Button, Checkbox, Group, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { InternalNew } from "../../generated/limits-office";
import { saveFile } from "../../shared/src/file";
import { moment } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { base64Of } from "../../shared/src/pieces";
import { api, may, type Schemas } from "./api";
import { Asked } from "./confirm";
import { Card, FileButton, Listed, Room, SendingForm, Shown, State, Trouble, useSending } from "./parts";
import { t } from "./words";

type Document = Schemas["Internals"]["documents"][number];
/** What item 11 wants provided for; the documents of one notification have them together. */
const POINTS = ["distortion", "access", "replay", "integrity"] as const;

function One(props: { of: Document; onDone: () => void }) {
  const { of } = props;
  const sending = useSending();
  const load = async () =>
    saveFile(
      await api.bytes("/v1/internal-documents/{internal}/file", { path: { internal: of.id } }),
      `${of.title.replace(/[^\p{L}\p{N} .-]/gu, "_")}.pdf`,
    );
  return (
    <li>
      <p>
        <strong>{of.title}</strong>, {of.number}{" "}
        <State tone={of.approved ? "good" : "wait"}>
          {of.approved_at ? t("internal.approved", { at: moment(of.approved_at) }) : t("internal.proposed")}
        </State>
      </p>
      <p className="soft">
        {POINTS.filter((point) => of[point])
          .map((point) => t(`internal.${point}`))
          .join("; ")}
      </p>
      <Group gap="xs">
        <Button
          variant="outline"
          size="compact-md"
          loading={sending.busy}
          aria-label={`${t("paper.save")}: ${of.title}`}
          onClick={() => sending.run(load)}
        >
          {t("paper.save")}
        </Button>
        {!of.approved && may("CHANNEL_CHANGE") && (
          <Asked
            filled
            about={of.title}
            doing={t("two.approve")}
            sure={t("internal.sure")}
            facts={[
              [t("internal.name"), of.title],
              [t("internal.number"), of.number],
            ]}
            send={(key) =>
              api.call("post", "/v1/internal-documents/{internal}/approval", { path: { internal: of.id }, key })
            }
            onDone={props.onDone}
          />
        )}
      </Group>
      <Trouble fault={sending.fault} />
    </li>
  );
}

function Proposing(props: { onDone: () => void }) {
  const [title, setTitle] = useState("");
  const [number, setNumber] = useState("");
  const [points, setPoints] = useState<readonly string[]>([]);
  const [file, setFile] = useState<{ name: string; bytes: string } | null>(null);
  const sending = useSending();

  async function send(key: string): Promise<void> {
    const provides = Object.fromEntries(points.map((point) => [point, true]));
    const body = { title: title.trim(), number: number.trim(), file: file?.bytes ?? "", ...provides };
    await api.call("post", "/v1/internal-documents", { key, body });
    sending.renew();
    setTitle("");
    setNumber("");
    setPoints([]);
    setFile(null);
    props.onDone();
  }

  return (
    <Card title={t("internal.propose")}>
      <SendingForm
        of={sending}
        send={send}
        fields={["title", "number", "file"]}
        doing={t("books.send")}
        said={t("books.sent")}
      >
        <div className="two">
          <TextInput
            label={t("internal.name")}
            {...sending.field("title", title, setTitle)}
            maxLength={InternalNew.title.max}
          />
          <TextInput
            label={t("internal.number")}
            {...sending.field("number", number, setNumber)}
            maxLength={InternalNew.number.max}
          />
        </div>
        <fieldset className="plain">
          <legend>{t("internal.points")}</legend>
          <Stack gap="xs">
            {POINTS.map((point) => (
              <Checkbox
                key={point}
                label={t(`internal.${point}`)}
                checked={points.includes(point)}
                onChange={(event) =>
                  setPoints(event.currentTarget.checked ? [...points, point] : points.filter((one) => one !== point))
                }
              />
            ))}
          </Stack>
        </fieldset>
        <div>
          <FileButton
            id="internal"
            accept="application/pdf,.pdf"
            label={t("internal.file")}
            onFile={async (one) => setFile({ name: one.name, bytes: await base64Of(one) })}
          />
          {file && <p role="status">{file.name}</p>}
          {sending.at("file") && <p className="field-fault">{sending.at("file")}</p>}
        </div>
      </SendingForm>
    </Card>
  );
}

export function InternalsRoom() {
  const found = useLoad(async () => (await api.call("get", "/v1/internal-documents", {})).data.documents, []);
  return (
    <Room title={t("room.internals")}>
      <Card title={t("internal.all")}>
        <Shown of={found}>
          {(all) => (
            <Listed of={all} none={t("file.none")}>
              {(some) => (
                <ul className="rows">
                  {some.map((one) => (
                    <One key={one.id} of={one} onDone={found.again} />
                  ))}
                </ul>
              )}
            </Listed>
          )}
        </Shown>
      </Card>
      {may("CHANNEL_CHANGE") && <Proposing onDone={found.again} />}
    </Room>
  );
}
