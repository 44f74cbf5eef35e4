// web/borrower/src/security.tsx: the own password. RULE 24.3
import { useState } from "react";
import { api, session } from "./api";
import { FaultSummary, useForm } from "./form";
import { Later } from "./later";
import { PasswordFields, passwordFaults } from "./sign_in";
import { t } from "./words";

const sessions = () => import("./road");

export function SecurityPage() {
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");
  const [repeat, setRepeat] = useState("");
  const [done, setDone] = useState(false);
  const form = useForm({ old_password: "old", new_password: "fresh" });

  function check() {
    setDone(false);
    return passwordFaults({ old, fresh, repeat }, t("password.current"));
  }

  async function send(): Promise<void> {
    const body = { old_password: old, new_password: fresh };
    session.take((await api.call("put", "/v1/session/password", { body })).data);
    setOld("");
    setFresh("");
    setRepeat("");
    setDone(true);
  }

  return (
    <section className="narrow">
      <h1>{t("security.title")}</h1>
      <p className="lead">{t("security.why")}</p>
      <form onSubmit={form.submit(check, send)} noValidate>
        <FaultSummary faults={form.faults} />
        {done && (
          <p className="done" role="status">
            {t("security.done")}
          </p>
        )}
        <PasswordFields
          old={{ value: old, onValue: setOld, label: t("password.current"), fault: form.faultOf("old") }}
          fresh={{ value: fresh, onValue: setFresh, fault: form.faultOf("fresh") }}
          repeat={{ value: repeat, onValue: setRepeat, fault: form.faultOf("repeat") }}
        />
        <button type="submit" className="button" aria-disabled={form.busy}>
          {t("password.keep")}
        </button>
      </form>
      <Later load={sessions} draw={(module) => <module.Sessions />} />
    </section>
  );
}
