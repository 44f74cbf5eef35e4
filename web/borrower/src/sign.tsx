// web/borrower/src/sign.tsx: the page that signs with the keys on this computer. It is a document of its own: the server lets it,
// and no other page, connect to NCALayer. RULE 35.1
import { useState } from "react";
import { useLoad } from "../../shared/src/load";
import { lang } from "../../shared/src/words";
import { api } from "./api";
import { EdsState, useSigned } from "./eds";
import { FaultSummary, useForm } from "./form";
import { SignerFault, signBytes } from "./ncalayer";
import { Trouble } from "./trouble";
import { t } from "./words";

const PROGRAM = "https://ncl.pki.gov.kz";

export function SignPage(props: { confirmation: string }) {
  const path = { confirmation: props.confirmation };
  const found = useLoad(
    async () => (await api.call("get", "/v1/mine/confirmations/{confirmation}", { path })).data,
    [props.confirmation],
  );
  const [signer, setSigner] = useState<SignerFault["what"] | null>(null);
  const form = useForm();
  const now = found.data;
  useSigned(props.confirmation, now?.eds === "asking" ? now : undefined, found.put);

  async function sign(): Promise<void> {
    setSigner(null);
    const asked = await api.call("get", "/v1/mine/confirmations/{confirmation}/eds", { path });
    let signature = "";
    try {
      signature = await signBytes(asked.data.document, lang());
    } catch (why) {
      if (!(why instanceof SignerFault)) {
        throw why;
      }
      setSigner(why.what);
      return;
    }
    const body = { signature };
    found.put((await api.call("put", "/v1/mine/confirmations/{confirmation}/eds", { path, body })).data);
  }

  return (
    <section className="narrow">
      <h1>{t("sign.title")}</h1>
      <Trouble fault={found.fault} again={found.again} />
      {now && (
        <section className="card">
          <h2>{t("sign.what")}</h2>
          <p className="confirmed">{now.text}</p>
          <FaultSummary faults={form.faults} />
          <EdsState now={now} />
          {signer && (
            <div className="faults" role="alert">
              <p>{t(`sign_fault.${signer}`)}</p>
              {signer === "absent" && (
                <p>
                  <a href={PROGRAM} target="_blank" rel="noopener noreferrer">
                    {t("sign.install")}
                  </a>
                </p>
              )}
            </div>
          )}
          {now.eds === "passed" ? (
            <p>{t("sign.back")}</p>
          ) : (
            now.eds !== "asking" && (
              <>
                {!signer && <p>{t("sign.why")}</p>}
                <button type="button" className="button" aria-disabled={form.busy} onClick={form.press(sign)}>
                  {t(form.busy ? "sign.waits" : signer ? "sign.again" : "sign.do")}
                </button>
              </>
            )
          )}
        </section>
      )}
    </section>
  );
}
