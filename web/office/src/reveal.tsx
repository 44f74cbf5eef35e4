// web/office/src/reveal.tsx: a masked number, shown whole to who says why. The reason is kept. RULE 11.2 RULE 27
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { RevealWish } from "../../generated/limits-office";
import { Dialog } from "../../shared/src/dialog";
import { api, may, type Schemas } from "./api";
import { SendingForm, useSending } from "./parts";
import { t } from "./words";

type Field = Schemas["RevealWish"]["field"];
type Reason = Schemas["RevealWish"]["reason"];
export const REASONS = RevealWish.reason.choices;
/** A number that was shown whole goes behind its mask again. */
const SHOWN_MS = 60_000;

function Asking(props: { client: string; field: Field; onValue: (value: string) => void; onClose: () => void }) {
  const [reason, setReason] = useState<Reason>(REASONS[0]);
  const [note, setNote] = useState("");
  const sending = useSending();

  async function send(): Promise<void> {
    const { data } = await api.call("post", "/v1/clients/{client}/reveals", {
      path: { client: props.client },
      body: { field: props.field, reason, note: note.trim() },
    });
    props.onValue(data.value);
  }

  return (
    <Dialog title={t("reveal.title", { what: t(`reveal.${props.field}`) })} onClose={props.onClose}>
      <p>{t("reveal.why")}</p>
      <SendingForm
        of={sending}
        send={send}
        fields={["reason", "note"]}
        doing={t("reveal.show")}
        beside={
          <Button variant="outline" onClick={props.onClose}>
            {t("confirm.back")}
          </Button>
        }
      >
        <NativeSelect
          label={t("reveal.reason")}
          value={reason}
          data={REASONS.map((one) => ({ value: one, label: t(`reveal_reason.${one}`) }))}
          onChange={(event) => setReason(event.currentTarget.value as Reason)}
        />
        <TextInput label={t("reveal.note")} {...sending.field("note", note, setNote)} maxLength={RevealWish.note.max} />
      </SendingForm>
    </Dialog>
  );
}

export function Masked(props: { client: string; field: Field; masked: string; onShown: () => void }) {
  const [asking, setAsking] = useState(false);
  const [value, setValue] = useState("");
  useEffect(() => {
    const timer = value ? setTimeout(() => setValue(""), SHOWN_MS) : undefined;
    return () => clearTimeout(timer);
  }, [value]);
  return (
    <span className="masked">
      <span role="status" className="nowrap">
        {value || props.masked}
      </span>
      {may("CLIENT_REVEAL") && (
        <Button
          variant="subtle"
          size="compact-md"
          aria-label={`${t(value ? "reveal.hide" : "reveal.show")}: ${t(`reveal.${props.field}`)}`}
          onClick={() => (value ? setValue("") : setAsking(true))}
        >
          {t(value ? "reveal.hide" : "reveal.show")}
        </Button>
      )}
      {asking && (
        <Asking
          client={props.client}
          field={props.field}
          onClose={() => setAsking(false)}
          onValue={(whole) => {
            setValue(whole);
            setAsking(false);
            props.onShown();
          }}
        />
      )}
    </span>
  );
}
