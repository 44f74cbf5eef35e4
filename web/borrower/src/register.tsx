// web/borrower/src/register.tsx: registration, step by step; the server keeps each step, so that it goes on anywhere.
// RULE 6.1.a RULE 6.1.b RULE 6.1.c RULE 6.1.d RULE 6.1.e RULE 6.2.a RULE 6.2.b RULE 6.2.c RULE 6.2.d RULE 6.2.e RULE 6.2.f
// RULE 6.2.g RULE 6.4 RULE D.11
import { type ReactNode, useEffect, useState } from "react";
import { RegistrationPerson } from "../../generated/limits-borrower";
import { useLoad } from "../../shared/src/load";
import { base64Of, pictureAddress } from "../../shared/src/pieces";
import { go } from "../../shared/src/route";
import { useSession } from "../../shared/src/session";
import { lang } from "../../shared/src/words";
import { api, type Schemas, session } from "./api";
import { Confirming } from "./confirm";
import { type DOCUMENTS, DocumentKind } from "./document_kind";
import { FaultSummary, Field, needed, useForm } from "./form";
import { Trouble } from "./trouble";
import { t } from "./words";

type Registration = Schemas["Registration"];
interface StepProps {
  now: Registration;
  onNow: (now: Registration) => void;
}
const POLL_MS = 1500;
const PHOTO_SIDE = 1280;
const PHOTO_BYTES = 256 * 1024;

function Consents(props: { onBegun: (now: Registration) => void }) {
  const texts = useLoad(async () => (await api.call("get", "/v1/consents", {})).data.consents, [lang()]);
  const [agreed, setAgreed] = useState<readonly string[]>([]);
  const [kind, setKind] = useState<Registration["kind"]>("individual");
  const form = useForm();
  const all = texts.data ?? [];

  function check() {
    return all
      .filter((text) => !agreed.includes(text.hash))
      .map((text) => ({ field: `agree-${text.kind}`, text: t("register.agree_needed") }));
  }
  async function send(): Promise<void> {
    const consents = all.map(({ kind, hash }) => ({ kind, hash }));
    const begun = await api.call("post", "/v1/registrations", { body: { kind, lang: lang(), consents } });
    await session.ask();
    props.onBegun(begun.data);
  }

  return (
    <form onSubmit={form.submit(check, send)} noValidate>
      <fieldset className="choices">
        <legend className="field-name">{t("register.kind")}</legend>
        {(["individual", "legal"] as const).map((one) => (
          <label key={one}>
            <input type="radio" name="kind" checked={one === kind} onChange={() => setKind(one)} />
            <span>{t(`client_kind.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      <p className="lead">{t("register.consents_why")}</p>
      <Trouble fault={texts.fault} again={texts.again} />
      <FaultSummary faults={form.faults} />
      {all.map((text) => (
        <div className="card consent" key={text.kind}>
          <h2>{t(`consent.${text.kind as "bureau"}`)}</h2>
          <p>{text.text}</p>
          <p className="hint">{t("register.kept#", { n: text.years })}</p>
          <label className="tick">
            <input
              id={`agree-${text.kind}`}
              type="checkbox"
              aria-invalid={form.faultOf(`agree-${text.kind}`) ? true : undefined}
              checked={agreed.includes(text.hash)}
              onChange={(event) =>
                setAgreed(
                  event.currentTarget.checked ? [...agreed, text.hash] : agreed.filter((one) => one !== text.hash),
                )
              }
            />
            <span>{t("register.agree")}</span>
          </label>
          {form.faultOf(`agree-${text.kind}`) && <p className="fault">{form.faultOf(`agree-${text.kind}`)}</p>}
        </div>
      ))}
      <button type="submit" className="button" aria-disabled={form.busy}>
        {t("register.begin")}
      </button>
    </form>
  );
}

const FACTS = [
  "last_name",
  "first_name",
  "patronymic",
  "iin",
  "document_number",
  "issuer",
  "issued_on",
  "valid_until",
] as const;
const FIRM = ["entity", "bin"] as const;
const DAYS: readonly string[] = ["issued_on", "valid_until"];

function Person(props: StepProps) {
  const [facts, setFacts] = useState<Record<string, string>>({});
  const [document, setDocument] = useState<(typeof DOCUMENTS)[number]>("identity_card");
  const form = useForm();
  const legal = props.now.kind === "legal";

  function check() {
    const wanted = [...(legal ? FIRM : []), ...FACTS.filter((name) => name !== "patronymic")];
    return needed(...wanted.map((name) => [name, t(`fact.${name}`), facts[name] ?? ""] as const));
  }
  const entry = (name: (typeof FACTS)[number] | (typeof FIRM)[number]) => (
    <Field
      key={name}
      id={name}
      label={t(`fact.${name}`)}
      value={facts[name] ?? ""}
      onValue={(value) => setFacts({ ...facts, [name]: value })}
      fault={form.faultOf(name)}
      hint={name === "iin" || name === "bin" ? t("fact.iin_hint") : undefined}
      day={DAYS.includes(name)}
      max={(RegistrationPerson[name] as { max?: number }).max}
      inputMode={name === "iin" || name === "bin" ? "numeric" : "text"}
    />
  );
  async function send(): Promise<void> {
    const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value.trim() !== ""));
    const body = { ...given, document } as Schemas["RegistrationPerson"];
    props.onNow((await api.call("put", "/v1/registration/person", { body })).data);
  }

  return (
    <form onSubmit={form.submit(check, send)} noValidate>
      <p>{t(legal ? "register.firm_why" : "register.person_why")}</p>
      <FaultSummary faults={form.faults} />
      {legal && FIRM.map(entry)}
      {legal && <h3>{t("register.signatory")}</h3>}
      <DocumentKind value={document} onValue={setDocument} />
      {FACTS.map(entry)}
      <button type="submit" className="button" aria-disabled={form.busy}>
        {t("confirm.next")}
      </button>
    </form>
  );
}

/** A small picture as it is; a large one as large as it is of use: a telephone's has many times that. */
async function shrunk(file: Blob): Promise<string> {
  if (file.size <= PHOTO_BYTES && /^image\/(png|jpeg)$/.test(file.type)) {
    return base64Of(file);
  }
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, PHOTO_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.9));
  return base64Of(blob ?? file);
}

/** RULE 6.1.e RULE 6.2.g: full face, light background, neutral expression, mouth closed. RULE 6.2.a: the order of a legal
 * entity on its signatory, as a picture. */
function Picture(props: StepProps & { of: "photo" | "order" }) {
  const [picture, setPicture] = useState("");
  const form = useForm({ picture: "photo" });
  const face = props.of === "photo";

  async function send(): Promise<void> {
    props.onNow((await api.call("put", `/v1/registration/${props.of}`, { body: { picture } })).data);
  }

  return (
    <form
      onSubmit={form.submit(
        () => (picture ? [] : [{ field: "photo", text: t(face ? "photo.needed" : "order.needed") }]),
        send,
      )}
      noValidate
    >
      <FaultSummary faults={form.faults} />
      {face ? (
        <ul>
          <li>{t("photo.front")}</li>
          <li>{t("photo.light")}</li>
          <li>{t("photo.mouth")}</li>
          <li>{t("photo.alone")}</li>
        </ul>
      ) : (
        <p>{t("order.why")}</p>
      )}
      <div className="field">
        <input
          id="photo"
          type="file"
          accept="image/*"
          {...(face ? { capture: "user" as const } : {})}
          onChange={async (event) => {
            const file = event.currentTarget.files?.[0];
            setPicture(file ? await shrunk(file).catch(() => base64Of(file)) : "");
          }}
        />
        <label htmlFor="photo" className="button button-quiet">
          {t(face ? "photo.take" : "order.choose")}
        </label>
      </div>
      {picture && <img className="photo" src={pictureAddress(picture)} alt={t(face ? "photo.yours" : "order.yours")} />}
      <button type="submit" className="button" aria-disabled={form.busy}>
        {t("confirm.next")}
      </button>
    </form>
  );
}

function Phone(props: StepProps) {
  const [phone, setPhone] = useState("");
  const form = useForm();
  const waits = props.now.number_owner === "asked";
  useEffect(() => {
    const timer = waits
      ? setTimeout(async () => props.onNow((await api.call("get", "/v1/registration", {})).data), POLL_MS)
      : undefined;
    return () => clearTimeout(timer);
  }, [props.now]);

  async function send(): Promise<void> {
    props.onNow((await api.call("put", "/v1/registration/phone", { body: { phone } })).data);
  }

  if (waits) {
    return (
      <p className="empty" role="status">
        {t("register.phone_waits")}
      </p>
    );
  }
  const strange = props.now.number_owner === "other" || props.now.number_owner === "unknown";
  return (
    <form onSubmit={form.submit(() => needed(["phone", t("register.phone"), phone]), send)} noValidate>
      <FaultSummary faults={form.faults} />
      {strange && (
        <p className="fault" role="alert">
          {t("register.phone_other")}
        </p>
      )}
      <Field
        id="phone"
        label={t("register.phone")}
        hint={t(props.now.kind === "legal" ? "register.phone_hint_firm" : "register.phone_hint")}
        value={phone}
        onValue={setPhone}
        fault={form.faultOf("phone")}
        inputMode="tel"
        autoComplete="tel"
      />
      <button type="submit" className="button" aria-disabled={form.busy}>
        {t("confirm.next")}
      </button>
    </form>
  );
}

function OwnPassword(props: StepProps) {
  const [password, setPassword] = useState("");
  const [repeat, setRepeat] = useState("");
  const form = useForm();

  function check() {
    const empty = needed(["password", t("password.new"), password], ["repeat", t("password.repeat"), repeat]);
    const differ = password === repeat ? [] : [{ field: "repeat", text: t("password.differ") }];
    return empty.length > 0 ? empty : differ;
  }
  async function send(): Promise<void> {
    props.onNow((await api.call("put", "/v1/registration/password", { body: { password } })).data);
  }

  return (
    <form onSubmit={form.submit(check, send)} noValidate>
      <FaultSummary faults={form.faults} />
      <input type="text" autoComplete="username" value={props.now.login} readOnly hidden />
      <Field
        id="password"
        label={t("password.new")}
        hint={t("password.rules")}
        value={password}
        onValue={setPassword}
        fault={form.faultOf("password")}
        secret
        autoComplete="new-password"
      />
      <Field
        id="repeat"
        label={t("password.repeat")}
        value={repeat}
        onValue={setRepeat}
        fault={form.faultOf("repeat")}
        secret
        autoComplete="new-password"
      />
      <button type="submit" className="button" aria-disabled={form.busy}>
        {t("confirm.next")}
      </button>
    </form>
  );
}

/** RULE 6.4: two methods, one of them biometric, then the account is open. */
function Methods() {
  const made = useLoad(async () => (await api.call("post", "/v1/registration/confirmation", {})).data.id, []);
  const form = useForm();

  async function open(): Promise<void> {
    const body = { confirmation: made.data ?? "" };
    session.take((await api.call("post", "/v1/registration/account", { body })).data);
    go("/home", true);
  }

  return (
    <>
      <Trouble fault={made.fault} again={made.again} />
      <FaultSummary faults={form.faults} />
      {made.data && (
        <Confirming id={made.data} onReady={() => form.submit(() => [], open)({ preventDefault: () => undefined })} />
      )}
    </>
  );
}

const STEPS = ["facts", "order", "photo", "number", "password", "methods"] as const;

function Step(props: StepProps) {
  const drawn: Record<(typeof STEPS)[number], () => ReactNode> = {
    facts: () => <Person {...props} />,
    order: () => <Picture key="order" {...props} of="order" />,
    photo: () => <Picture key="photo" {...props} of="photo" />,
    number: () => <Phone {...props} />,
    password: () => <OwnPassword {...props} />,
    methods: () => <Methods />,
  };
  const steps = STEPS.filter((one) => one !== "order" || props.now.kind === "legal");
  const at = steps.indexOf(props.now.missing as (typeof STEPS)[number]);
  const name = steps[at];
  if (!name) {
    return <p>{t("register.elsewhere")}</p>;
  }
  return (
    <>
      <p className="hint">
        {t("register.step", { n: at + 2, of: steps.length + 1 })} · {t("register.login", { login: props.now.login })}
      </p>
      <h2>{t(`register_step.${name}`)}</h2>
      {drawn[name]()}
    </>
  );
}

export function RegisterPage() {
  const { view } = useSession(session);
  const [now, setNow] = useState<Registration | null>(null);
  const begun = view?.stage === "register";
  useEffect(() => {
    if (begun && !now) {
      api.call("get", "/v1/registration", {}).then(
        (got) => setNow(got.data),
        () => undefined,
      );
    }
  }, [begun]);
  return (
    <section className="narrow">
      <h1>{t("register.title")}</h1>
      {now ? <Step now={now} onNow={setNow} /> : !begun && <Consents onBegun={setNow} />}
    </section>
  );
}
