// web/borrower/src/confirm.tsx: a confirmation by the methods of item 35: password, one-time code, face. It shows exactly what
// is confirmed; each method is a step, the server says which are still wanted. RULE 35.0 RULE 9.1 RULE D.6
import { useEffect, useState } from "react";
import { useLoad } from "../../shared/src/load";
import { api, type Schemas } from "./api";
import { Eds } from "./eds";
import { FaultSummary, Field, needed, useForm } from "./form";
import { Trouble } from "./trouble";
import { t } from "./words";

type Confirmation = Schemas["Confirmation"];
interface StepProps {
  id: string;
  now: Confirmation;
  onNow: (now: Confirmation) => void;
}
const POLL_MS = 1500;

function Password(props: StepProps) {
  const [password, setPassword] = useState("");
  const form = useForm();
  const path = { confirmation: props.id };

  async function send(): Promise<void> {
    props.onNow(
      (await api.call("put", "/v1/mine/confirmations/{confirmation}/password", { path, body: { password } })).data,
    );
  }

  if (props.now.password) {
    return <p className="done">{t("confirm.password_done")}</p>;
  }
  return (
    <form onSubmit={form.submit(() => needed(["confirm-password", t("sign_in.password"), password]), send)} noValidate>
      <FaultSummary faults={form.faults} />
      <Field
        id="confirm-password"
        label={t("sign_in.password")}
        value={password}
        onValue={setPassword}
        fault={form.faultOf("confirm-password")}
        secret
        autoComplete="current-password"
      />
      <button type="submit" className="button" aria-disabled={form.busy}>
        {t("confirm.next")}
      </button>
    </form>
  );
}

function Code(props: StepProps) {
  const [code, setCode] = useState("");
  const form = useForm({ code: "confirm-code" });
  const path = { confirmation: props.id };

  async function ask(): Promise<void> {
    props.onNow((await api.call("post", "/v1/mine/confirmations/{confirmation}/code", { path })).data);
  }
  async function send(): Promise<void> {
    const body = { code: code.replace(/\s/g, "") };
    props.onNow((await api.call("put", "/v1/mine/confirmations/{confirmation}/code", { path, body })).data);
  }

  if (props.now.code) {
    return <p className="done">{t("confirm.code_done")}</p>;
  }
  return (
    <form onSubmit={form.submit(() => needed(["confirm-code", t("confirm.code"), code]), send)} noValidate>
      <FaultSummary faults={form.faults} />
      <p>{t("confirm.code_why")}</p>
      <p className="hint">{t("confirm.nobody")}</p>
      {props.now.code_sent_at && (
        <Field
          id="confirm-code"
          label={t("confirm.code")}
          value={code}
          onValue={setCode}
          fault={form.faultOf("confirm-code")}
          secret
          inputMode="numeric"
          autoComplete="one-time-code"
          max={7}
        />
      )}
      <div className="actions">
        {props.now.code_sent_at && (
          <button type="submit" className="button" aria-disabled={form.busy}>
            {t("confirm.next")}
          </button>
        )}
        <button
          type="button"
          className={props.now.code_sent_at ? "button button-quiet" : "button"}
          onClick={form.press(ask)}
        >
          {t(props.now.code_sent_at ? "confirm.code_again" : "confirm.code_send")}
        </button>
      </div>
    </form>
  );
}

/** The camera is the identification centre's own page, on another site: it is opened beside this one. RULE 35.2 */
function Face(props: StepProps) {
  const form = useForm();
  const path = { confirmation: props.id };

  async function begin(): Promise<void> {
    props.onNow((await api.call("post", "/v1/mine/confirmations/{confirmation}/biometric", { path })).data);
  }
  async function ended(): Promise<void> {
    props.onNow((await api.call("put", "/v1/mine/confirmations/{confirmation}/biometric", { path })).data);
  }

  const { face } = props.now;
  if (face === "passed") {
    return <p className="done">{t("confirm.face_done")}</p>;
  }
  return (
    <div>
      <FaultSummary faults={form.faults} />
      <p>{t("confirm.face_why")}</p>
      <ul>
        <li>{t("photo.light")}</li>
        <li>{t("photo.front")}</li>
        <li>{t("photo.alone")}</li>
      </ul>
      {face === "failed" && (
        <p className="fault" role="alert">
          {t("confirm.face_failed")}
        </p>
      )}
      {(face === "asked" || face === "asking") && (
        <p className="hint" role="status">
          {t("confirm.face_waits")}
        </p>
      )}
      {face === "open" && props.now.face_page ? (
        <div className="actions">
          <a className="button" href={props.now.face_page} target="_blank" rel="noopener noreferrer">
            {t("confirm.face_open")}
          </a>
          <button type="button" className="button button-quiet" onClick={form.press(ended)}>
            {t("confirm.face_ready")}
          </button>
        </div>
      ) : (
        face !== "asking" &&
        face !== "asked" && (
          <button type="button" className="button" onClick={form.press(begin)}>
            {t("confirm.face_begin")}
          </button>
        )
      )}
    </div>
  );
}

const WAYS = ["two_factor", "eds"] as const;

/** Which method comes first: what one knows and has, or a signature of the national authority. RULE 35.0 */
function Ways(props: { way: (typeof WAYS)[number]; onWay: (way: (typeof WAYS)[number]) => void }) {
  return (
    <fieldset className="choices">
      <legend className="field-name">{t("confirm.by")}</legend>
      {WAYS.map((one) => (
        <label key={one}>
          <input type="radio" name="confirm-by" checked={one === props.way} onChange={() => props.onWay(one)} />
          <span>{t(`confirm_by.${one}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** `onReady` is called once, with a confirmation that has all its methods. */
export function Confirming(props: { id: string; onReady: () => void }) {
  const { id } = props;
  const [way, setWay] = useState<(typeof WAYS)[number]>("two_factor");
  const found = useLoad(
    async () => (await api.call("get", "/v1/mine/confirmations/{confirmation}", { path: { confirmation: id } })).data,
    [id],
  );
  const now = found.data;
  useEffect(() => {
    const waits = now && (now.face === "asked" || now.face === "asking");
    const timer = waits ? setTimeout(found.again, POLL_MS) : undefined;
    return () => clearTimeout(timer);
  }, [now]);
  useEffect(() => {
    if (now?.ready) {
      props.onReady();
    }
  }, [now?.ready]);
  if (!now) {
    return <Trouble fault={found.fault} again={found.again} />;
  }
  const step = { id, now, onNow: found.put };
  const face = now.methods > 1 || now.must.includes("biometric");
  const signs = way === "eds" || now.proven.includes("eds");
  const first = now.proven.includes("eds") || (now.password && now.code);
  return (
    <section className="card confirming" aria-labelledby="confirm-title">
      <h2 id="confirm-title">{t("confirm.title")}</h2>
      <p className="confirmed">{now.text}</p>
      {!first && <Ways way={signs ? "eds" : "two_factor"} onWay={setWay} />}
      <ol className="steps">
        {signs ? (
          <li>
            <h3>{t("confirm.step_eds")}</h3>
            <Eds {...step} />
          </li>
        ) : (
          <>
            <li>
              <h3>{t("confirm.step_password")}</h3>
              <Password {...step} />
            </li>
            {now.password && (
              <li>
                <h3>{t("confirm.step_code")}</h3>
                <Code {...step} />
              </li>
            )}
          </>
        )}
        {first && face && (
          <li>
            <h3>{t("confirm.step_face")}</h3>
            <Face {...step} />
          </li>
        )}
      </ol>
    </section>
  );
}

/* Ends the confirmation that is open in the page: two at once would ask for two passwords in fields of one name. */
let putAway: (() => void) | undefined;

/** A button that begins a confirmation of an operation with an own object, and the confirmation. `onConfirmed` is given it
 * with all its methods; what it fails with is shown here. */
export function Confirmed(props: {
  client: string;
  operation: Schemas["ConfirmationWish"]["operation"];
  object: string;
  action: string;
  onConfirmed: (confirmation: string) => Promise<void>;
}) {
  const [confirmation, setConfirmation] = useState("");
  const form = useForm();

  async function begin(): Promise<void> {
    const body = { operation: props.operation, object: props.object };
    const path = { client: props.client };
    const made = await api.call("post", "/v1/me/{client}/confirmations", { path, key: form.key(body), body });
    putAway?.();
    putAway = () => setConfirmation("");
    setConfirmation(made.data.id);
  }
  async function end(): Promise<void> {
    try {
      await props.onConfirmed(confirmation);
    } finally {
      setConfirmation("");
    }
  }

  return (
    <>
      <FaultSummary faults={form.faults} />
      {confirmation ? (
        <Confirming id={confirmation} onReady={() => form.press(end)()} />
      ) : (
        <button type="button" className="button" aria-disabled={form.busy} onClick={form.press(begin)}>
          {props.action}
        </button>
      )}
    </>
  );
}
