// web/borrower/src/sign_in.tsx: signing in, with its further steps, and the advice of hygiene beside it.
// RULE 6.5 RULE 24.3 RULE 24.4 RULE 35.3.a
import { useEffect, useState } from "react";
import { go, Link } from "../../shared/src/route";
import { useSession } from "../../shared/src/session";
import { api, session } from "./api";
import type { PageProps } from "./app";
import { FaultSummary, Field, type FormFault, needed, useForm } from "./form";
import { goal } from "./intent";
import { t } from "./words";

function Login(props: { login: string; onLogin: (login: string) => void; fixed: boolean }) {
  const [password, setPassword] = useState("");
  const form = useForm();

  async function send(): Promise<void> {
    const body = { login: props.login.trim(), password };
    session.take((await api.call("post", "/v1/sessions", { body })).data);
  }

  return (
    <form
      onSubmit={form.submit(
        () => needed(["login", t("sign_in.login"), props.login], ["password", t("sign_in.password"), password]),
        send,
      )}
      noValidate
    >
      <FaultSummary faults={form.faults} />
      <Field
        id="login"
        label={t("sign_in.login")}
        hint={props.fixed ? undefined : t("sign_in.login_hint")}
        value={props.login}
        onValue={props.onLogin}
        fault={form.faultOf("login")}
        autoComplete="username"
      />
      <Field
        id="password"
        label={t("sign_in.password")}
        value={password}
        onValue={setPassword}
        fault={form.faultOf("password")}
        secret
        autoComplete="current-password"
        focus={props.fixed && props.login !== ""}
      />
      <button type="submit" className="button" aria-disabled={form.busy}>
        {t("sign_in.enter")}
      </button>
    </form>
  );
}

/** A password that was issued opens nothing but the setting of an own one. */
function OwnPassword(props: { login: string }) {
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");
  const [repeat, setRepeat] = useState("");
  const form = useForm({ old_password: "old", new_password: "fresh" });

  function check() {
    return passwordFaults({ old, fresh, repeat }, t("password.issued"));
  }

  async function send(): Promise<void> {
    const body = { old_password: old, new_password: fresh };
    session.take((await api.call("put", "/v1/session/password", { body })).data);
  }

  return (
    <form onSubmit={form.submit(check, send)} noValidate>
      <h2>{t("password.own")}</h2>
      <p>{t("password.own_why")}</p>
      <FaultSummary faults={form.faults} />
      <input type="text" autoComplete="username" value={props.login} readOnly hidden />
      <PasswordFields
        old={{ value: old, onValue: setOld, label: t("password.issued"), fault: form.faultOf("old") }}
        fresh={{ value: fresh, onValue: setFresh, fault: form.faultOf("fresh") }}
        repeat={{ value: repeat, onValue: setRepeat, fault: form.faultOf("repeat") }}
      />
      <button type="submit" className="button" aria-disabled={form.busy}>
        {t("password.keep")}
      </button>
    </form>
  );
}

/** What of three fields is missing, or differs. */
export function passwordFaults(typed: { old: string; fresh: string; repeat: string }, oldLabel: string): FormFault[] {
  const empty = needed(
    ["old", oldLabel, typed.old],
    ["fresh", t("password.new"), typed.fresh],
    ["repeat", t("password.repeat"), typed.repeat],
  );
  const differ = typed.fresh === typed.repeat ? [] : [{ field: "repeat", text: t("password.differ") }];
  return empty.length > 0 ? empty : differ;
}

interface PasswordValue {
  value: string;
  onValue: (value: string) => void;
  fault: string | undefined;
}

export function PasswordFields(props: {
  old: PasswordValue & { label: string };
  fresh: PasswordValue;
  repeat: PasswordValue;
}) {
  return (
    <>
      <Field id="old" {...props.old} secret autoComplete="current-password" />
      <Field
        id="fresh"
        {...props.fresh}
        label={t("password.new")}
        hint={t("password.rules")}
        secret
        autoComplete="new-password"
      />
      <Field id="repeat" {...props.repeat} label={t("password.repeat")} secret autoComplete="new-password" />
    </>
  );
}

function Code() {
  const [code, setCode] = useState("");
  const form = useForm();

  async function send(): Promise<void> {
    session.take((await api.call("put", "/v1/session/code", { body: { code: code.replace(/\s/g, "") } })).data);
  }

  return (
    <form onSubmit={form.submit(() => needed(["code", t("sign_in.code"), code]), send)} noValidate>
      <FaultSummary faults={form.faults} />
      <Field
        id="code"
        label={t("sign_in.code")}
        hint={t("sign_in.code_hint")}
        value={code}
        onValue={setCode}
        fault={form.faultOf("code")}
        secret
        inputMode="numeric"
        autoComplete="one-time-code"
      />
      <button type="submit" className="button" aria-disabled={form.busy}>
        {t("sign_in.enter")}
      </button>
    </form>
  );
}

/** The step that the session still lacks. */
export function SignInSteps(props: { again?: boolean; onDone: () => void }) {
  const state = useSession(session);
  const [login, setLogin] = useState(props.again ? (state.view?.login ?? "") : "");
  const stage = props.again && state.view?.stage === "full" ? undefined : state.view?.stage;
  useEffect(() => {
    if (stage === "register") {
      go("/register", true); // it was begun, here or elsewhere, and goes on
    }
    if (stage === "full") {
      props.onDone();
    }
  }, [stage]);
  if (stage === "password") {
    return <OwnPassword login={state.view?.login ?? ""} />;
  }
  return stage === "code" ? <Code /> : <Login login={login} onLogin={setLogin} fixed={props.again === true} />;
}

const ADVICE = ["address", "code", "password", "shared", "call", "update"] as const;

/** RULE 24.4 */
function Hygiene() {
  return (
    <aside className="hygiene" aria-labelledby="hygiene-title">
      <h2 id="hygiene-title">{t("hygiene.title")}</h2>
      <ul>
        {ADVICE.map((name) => (
          <li key={name}>{t(`hygiene.${name}`, { host: location.host })}</li>
        ))}
      </ul>
    </aside>
  );
}

export function SignInPage(_: PageProps) {
  return (
    <div className="columns">
      <section>
        <h1>{t("sign_in.title")}</h1>
        <SignInSteps onDone={() => go(goal(), true)} />
        <p className="gap">
          {t("sign_in.none")} <Link to="/register">{t("register.do")}</Link>
        </p>
      </section>
      <Hygiene />
    </div>
  );
}
