// web/borrower/src/letters.tsx: letters to and from the organisation, with pictures and receipts. RULE 7.7 RULE 12
import { useEffect, useRef, useState } from "react";
import { LetterNew } from "../../generated/limits-borrower";
import { Fault } from "../../shared/src/client";
import { saveFile } from "../../shared/src/file";
import { moment } from "../../shared/src/format";
import { faultText, useLoad } from "../../shared/src/load";
import { base64Of, pictureAddress, Thread } from "../../shared/src/pieces";
import { Link, setLeaveGuard } from "../../shared/src/route";
import { useSession } from "../../shared/src/session";
import { api, session } from "./api";
import { nameOf, type PageProps } from "./app";
import { FaultSummary, Field, needed, useForm } from "./form";
import { Trouble } from "./trouble";
import { t } from "./words";

interface Picture {
  name: string;
  bytes: string;
}

function Pictures(props: {
  pictures: readonly Picture[];
  onPictures: (now: readonly Picture[]) => void;
  fault: string | undefined;
}) {
  const input = useRef<HTMLInputElement>(null);
  const full = props.pictures.length >= LetterNew.files.max;

  async function add(files: FileList | null): Promise<void> {
    const chosen = [...(files ?? [])].slice(0, LetterNew.files.max - props.pictures.length);
    const read = await Promise.all(chosen.map(async (file) => ({ name: file.name, bytes: await base64Of(file) })));
    props.onPictures([...props.pictures, ...read]);
    if (input.current) {
      input.current.value = "";
    }
  }

  return (
    <div className={props.fault ? "field field-faulty" : "field"}>
      <p className="field-name">{t("letters.pictures")}</p>
      <p className="hint" id="files-hint">
        {t("letters.pictures_hint", { n: LetterNew.files.max })}
      </p>
      {props.fault && <p className="fault">{props.fault}</p>}
      <input
        id="files"
        ref={input}
        type="file"
        accept="image/png,image/jpeg"
        multiple
        disabled={full}
        aria-describedby="files-hint"
        onChange={(event) => add(event.currentTarget.files)}
      />
      <label htmlFor="files" className="button button-quiet">
        {t("letters.choose")}
      </label>
      <ul className="files">
        {props.pictures.map((picture, i) => (
          <li key={`${picture.name}${picture.bytes.length}`}>
            <img src={pictureAddress(picture.bytes)} alt="" width="56" height="56" />
            <span>{picture.name}</span>
            <button
              type="button"
              className="link"
              onClick={() => props.onPictures(props.pictures.filter((_, at) => at !== i))}
            >
              {t("letters.remove", { name: picture.name })}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Writing(props: { client: string; onSent: () => void }) {
  const [text, setText] = useState("");
  const [pictures, setPictures] = useState<readonly Picture[]>([]);
  const [sent, setSent] = useState(false);
  const form = useForm({ "files/0/bytes": "files", files: "files" });
  useEffect(() => {
    setLeaveGuard(text === "" && pictures.length === 0 ? null : () => confirm(t("letters.leave")));
    return () => setLeaveGuard(null);
  }, [text, pictures]);

  async function send(): Promise<void> {
    const files = pictures.map(({ bytes }) => ({ bytes }));
    const body = files.length > 0 ? { text, files } : { text };
    await api.call("post", "/v1/me/{client}/letters", { path: { client: props.client }, key: form.key(body), body });
    setText("");
    setPictures([]);
    setSent(true);
    props.onSent();
  }

  const check = () => needed(["text", t("letters.text"), text]);
  // Nothing was typed since the last one went: a press more asks for nothing.
  const submit = sent ? (event: { preventDefault(): void }) => event.preventDefault() : form.submit(check, send);
  return (
    <form className="card" onSubmit={submit} noValidate>
      <h2>{t("letters.write")}</h2>
      <FaultSummary faults={form.faults} />
      {sent && (
        <p className="done" role="status">
          {t("letters.sent")}
        </p>
      )}
      <Field
        id="text"
        label={t("letters.text")}
        value={text}
        onValue={(value) => {
          setText(value);
          setSent(false);
        }}
        fault={form.faultOf("text")}
        max={LetterNew.text.max}
        lines={5}
      />
      <Pictures pictures={pictures} onPictures={setPictures} fault={form.faultOf("files")} />
      <button type="submit" className="button" aria-disabled={form.busy}>
        {t("letters.send")}
      </button>
    </form>
  );
}

export function LettersPage(props: PageProps) {
  const client = useSession(session).view?.id ?? "";
  const list = useLoad(
    async () => (await api.call("get", "/v1/me/{client}/letters", { path: { client } })).data,
    [client],
  );
  const letters = list.data?.letters ?? [];
  return (
    <section className="narrow">
      <h1>{t("letters.title")}</h1>
      <Trouble fault={list.fault} again={list.again} />
      {list.data && letters.length === 0 && <p className="empty">{t("letters.none")}</p>}
      <ul className="rows">
        {letters.map((letter) => (
          <li key={letter.id}>
            <Link to={`/letters/${letter.id}`}>
              <strong>{letter.from_client ? t("letters.from_you") : nameOf(props.organisation)}</strong>
              <time dateTime={letter.sent_at}>{moment(letter.sent_at)}</time>
            </Link>
          </li>
        ))}
      </ul>
      <Writing client={client} onSent={list.again} />
    </section>
  );
}

/** The receipt is a text that anyone can check without us; it comes after the next signed checkpoint. */
function Receipt(props: { letter: string }) {
  const [told, setTold] = useState("");

  async function save(): Promise<void> {
    try {
      const bytes = await api.bytes("/v1/mine/letters/{letter}/receipt", { path: { letter: props.letter } });
      saveFile(bytes, `${props.letter}.receipt.txt`);
      setTold(t("receipt.saved"));
    } catch (why) {
      if (!(why instanceof Fault)) {
        throw why;
      }
      setTold(faultText(why));
    }
  }

  return (
    <div className="receipt">
      <button type="button" className="button button-quiet" onClick={save}>
        {t("receipt.save")}
      </button>
      <p className="hint">{t("receipt.why")}</p>
      <p role="status">{told}</p>
    </div>
  );
}

export function LetterPage(props: PageProps & { letter: string }) {
  const { letter } = props;
  const open = useLoad(
    async () => (await api.call("get", "/v1/mine/letters/{letter}", { path: { letter } })).data,
    [letter],
  );
  return (
    <section className="narrow">
      <p>
        <Link to="/letters" className="back">
          {t("letters.back")}
        </Link>
      </p>
      <h1>{t("letters.one")}</h1>
      <Trouble fault={open.fault} again={open.again} />
      {open.data && (
        <Thread
          them={nameOf(props.organisation)}
          letters={[
            {
              id: open.data.id,
              mine: open.data.from_client === true,
              sentAt: open.data.sent_at,
              text: open.data.text,
              pictures: (open.data.files ?? []).map((file) => pictureAddress(file.bytes)),
            },
          ]}
          after={() => <Receipt letter={letter} />}
        />
      )}
    </section>
  );
}
