// web/office/src/sign_in.tsx: staff signs in with password and a second factor. RULE 28 RULE D.6 RULE 24.3 RULE 35.3.a
import { Button, Paper, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { SessionView } from "../../shared/src/session";
import { api, type Organisation, session } from "./api";
import { Trouble, useSending } from "./parts";
import { t } from "./words";

function Secret(props: {
  label: string;
  value: string;
  onValue: (value: string) => void;
  complete: string;
  error?: string | undefined;
  hint?: string;
}) {
  return (
    <TextInput
      type="password"
      label={props.label}
      description={props.hint}
      value={props.value}
      error={props.error}
      autoComplete={props.complete}
      onChange={(event) => props.onValue(event.currentTarget.value)}
      required
    />
  );
}

function Login(props: { login: string; fixed: boolean }) {
  const [login, setLogin] = useState(props.login);
  const [password, setPassword] = useState("");
  const sending = useSending();

  async function send(): Promise<void> {
    const body = { login: login.trim(), password };
    session.take((await api.call("post", "/v1/sessions", { body })).data);
  }

  return (
    <form onSubmit={sending.submit(send)}>
      <Stack>
        <Trouble fault={sending.fault} />
        <TextInput
          label={t("sign_in.login")}
          value={login}
          readOnly={props.fixed}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => setLogin(event.currentTarget.value)}
          required
        />
        <Secret label={t("sign_in.password")} value={password} onValue={setPassword} complete="current-password" />
        <Button type="submit" loading={sending.busy}>
          {t("sign_in.next")}
        </Button>
      </Stack>
    </form>
  );
}

/** The issued password is replaced by an own one before anything else. */
function OwnPassword() {
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");
  const [repeat, setRepeat] = useState("");
  const sending = useSending();
  const differ = repeat !== "" && fresh !== repeat;

  async function send(): Promise<void> {
    if (fresh !== repeat) {
      return;
    }
    const body = { old_password: old, new_password: fresh };
    session.take((await api.call("put", "/v1/session/password", { body })).data);
  }

  return (
    <form onSubmit={sending.submit(send)}>
      <Stack>
        <p>{t("password.own_why")}</p>
        <Trouble fault={sending.fault} />
        <Secret label={t("password.issued")} value={old} onValue={setOld} complete="current-password" />
        <Secret
          label={t("password.new")}
          hint={t("password.rules")}
          value={fresh}
          onValue={setFresh}
          complete="new-password"
        />
        <Secret
          label={t("password.repeat")}
          value={repeat}
          onValue={setRepeat}
          complete="new-password"
          error={differ ? t("password.differ") : undefined}
        />
        <Button type="submit" loading={sending.busy}>
          {t("password.keep")}
        </Button>
      </Stack>
    </form>
  );
}

function CodeForm() {
  const [code, setCode] = useState("");
  const sending = useSending();

  async function send(): Promise<void> {
    const body = { code: code.replace(/\s/g, "") };
    session.take((await api.call("put", "/v1/session/code", { body })).data);
  }

  return (
    <form onSubmit={sending.submit(send)}>
      <Stack>
        <Trouble fault={sending.fault} />
        <TextInput
          type="password"
          label={t("sign_in.code")}
          description={t("sign_in.code_hint")}
          value={code}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
          onChange={(event) => setCode(event.currentTarget.value)}
          required
        />
        <Button type="submit" loading={sending.busy}>
          {t("sign_in.enter")}
        </Button>
      </Stack>
    </form>
  );
}

/** The secret is shown once, to be taken into an authenticator application. */
function Bind() {
  const [shown, setShown] = useState<{ secret: string; uri: string } | null>(null);
  const sending = useSending();

  async function ask(): Promise<void> {
    setShown((await api.call("post", "/v1/session/authenticator", {})).data);
  }

  if (!shown) {
    return (
      <Stack>
        <p>{t("bind.why")}</p>
        <Trouble fault={sending.fault} />
        <Button onClick={() => sending.run(ask)} loading={sending.busy}>
          {t("bind.begin")}
        </Button>
      </Stack>
    );
  }
  return (
    <Stack>
      <p>{t("bind.how")}</p>
      <output className="secret" aria-label={t("bind.secret")}>
        {shown.secret.replace(/=+$/, "").replace(/.{4}/g, "$& ")}
      </output>
      <p>
        <a href={shown.uri}>{t("bind.open")}</a>
      </p>
      <CodeForm />
    </Stack>
  );
}

const TITLES = {
  password: () => t("password.own"),
  bind: () => t("bind.title"),
  code: () => t("sign_in.second"),
  register: () => t("sign_in.title"),
  full: () => t("sign_in.title"),
} as const;

export function SignInStep(props: { view: SessionView | null; again?: boolean }) {
  const stage = props.again && props.view?.stage === "full" ? undefined : props.view?.stage;
  if (stage === "password") {
    return <OwnPassword />;
  }
  if (stage === "bind") {
    return <Bind />;
  }
  return stage === "code" ? <CodeForm /> : <Login login={props.view?.login ?? ""} fixed={props.again === true} />;
}

export function SignInPage(props: { view: SessionView | null; organisation: Organisation | null; name: string }) {
  return (
    <main className="door" id="main">
      <Paper withBorder p="xl" className="card">
        <p className="door-name">
          <img src="/v1/organisation/logo" alt="" width="40" height="40" />
          <span>{props.name}</span>
        </p>
        <h1>{TITLES[props.view?.stage ?? "full"]()}</h1>
        <SignInStep view={props.view} />
        {props.view && (
          <p>
            <button type="button" className="link" onClick={() => session.signOut()}>
              {t("frame.sign_out")}
            </button>
          </p>
        )}
      </Paper>
      <p className="soft door-note">{t("sign_in.note")}</p>
    </main>
  );
}
