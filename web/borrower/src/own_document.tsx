// web/borrower/src/own_document.tsx: how long the own identity document is valid, and a new one in its place: stated, then
// confirmed as at registration. RULE 6.1.c RULE 6.2.e RULE 6.3.a
import { useState } from "react";
import { IdentityPaperNew } from "../../generated/limits-borrower";
import { dayLong, inAlmaty } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { Link } from "../../shared/src/route";
import { useSession } from "../../shared/src/session";
import { api, type Schemas, session } from "./api";
import { Confirmed } from "./confirm";
import { type DOCUMENTS, DocumentKind } from "./document_kind";
import { FaultSummary, Field, needed, useForm } from "./form";
import { OwnRoom } from "./own_room";
import { t } from "./words";

type Paper = Schemas["IdentityPaper"];
const WARN_DAYS = 30;
const DAY_MS = 86_400_000;
const FACTS = ["document_number", "issuer", "issued_on", "valid_until"] as const;

/** The own documents, and how many days the one that counts is still valid by the server's clock. */
function usePapers(client: string) {
  return useLoad(async () => {
    const { data, at } = await api.call("get", "/v1/me/{client}/identity-papers", { path: { client } });
    const today = inAlmaty(at ?? new Date()).day;
    const left = data.valid_until ? Math.round((Date.parse(data.valid_until) - Date.parse(today)) / DAY_MS) : null;
    return { ...data, today, left };
  }, [client]);
}
type Papers = NonNullable<ReturnType<typeof usePapers>["data"]>;

/** What is said before and after its last day. */
function ending(papers: Papers | undefined): string {
  if (papers?.expired) {
    return t("own_document.expired", { day: dayLong(papers.valid_until ?? "") });
  }
  const left = papers?.left ?? null;
  if (left === 0) {
    return t("own_document.today");
  }
  return left !== null && left <= WARN_DAYS ? t("own_document.soon#", { n: left }) : "";
}

/** Told where it matters: in the profile, and before an application. */
export function DocumentNotice(props: { client: string }) {
  const said = ending(usePapers(props.client).data);
  if (!said) {
    return null;
  }
  return (
    <div className="notice" role="status">
      <p>{said}</p>
      <Link to="/document" className="button button-quiet">
        {t("own_document.new")}
      </Link>
    </div>
  );
}

/** Another document of the same person. */
function Stating(props: { client: string; onStated: () => void }) {
  const [document, setDocument] = useState<(typeof DOCUMENTS)[number]>("identity_card");
  const [facts, setFacts] = useState<Record<string, string>>({});
  const form = useForm();

  async function send(): Promise<void> {
    const body = { ...facts, document } as Schemas["IdentityPaperNew"];
    const path = { client: props.client };
    await api.call("post", "/v1/me/{client}/identity-papers", { path, key: form.key(body), body });
    props.onStated();
  }

  return (
    <form
      onSubmit={form.submit(
        () => needed(...FACTS.map((name) => [name, t(`fact.${name}`), facts[name] ?? ""] as const)),
        send,
      )}
      noValidate
    >
      <FaultSummary faults={form.faults} />
      <DocumentKind value={document} onValue={setDocument} />
      {FACTS.map((name) => (
        <Field
          key={name}
          id={name}
          label={t(`fact.${name}`)}
          hint={name === "document_number" ? t("own_document.number_hint") : undefined}
          value={facts[name] ?? ""}
          onValue={(value) => setFacts({ ...facts, [name]: value })}
          fault={form.faultOf(name)}
          day={name === "issued_on" || name === "valid_until"}
          max={(IdentityPaperNew[name] as { max?: number }).max}
        />
      ))}
      <button type="submit" className="button" aria-disabled={form.busy}>
        {t("confirm.next")}
      </button>
    </form>
  );
}

/** RULE 6.3.a: it counts only when two methods, one of them the camera, said that it is the same person's. */
function Waiting(props: { client: string; paper: Paper; onUsed: () => void; onOther: () => void }) {
  const { paper } = props;
  return (
    <section className="gap">
      <h2>{t("own_document.stated", { tail: paper.tail, day: dayLong(paper.valid_until) })}</h2>
      <p>{t("own_document.waits")}</p>
      <Confirmed
        client={props.client}
        operation="register"
        object={paper.id}
        action={t("own_document.confirm")}
        onConfirmed={async (confirmation) => {
          const path = { identity_paper: paper.id };
          const key = `use-${confirmation}`;
          const body = { confirmation };
          await api.call("post", "/v1/mine/identity-papers/{identity_paper}/use", { path, key, body });
          props.onUsed();
        }}
      />
      <p className="gap">
        <button type="button" className="link" onClick={props.onOther}>
          {t("own_document.other")}
        </button>
      </p>
    </section>
  );
}

function Now(props: { papers: Papers; done: boolean }) {
  const { papers } = props;
  const said = ending(papers);
  return (
    <section className="card">
      <div role="status">{props.done && <p className="done">{t("own_document.done")}</p>}</div>
      {said ? (
        <p className="fault">{said}</p>
      ) : (
        <p>{t("own_document.until", { day: dayLong(papers.valid_until ?? "") })}</p>
      )}
    </section>
  );
}

export function DocumentPage() {
  const client = useSession(session).view?.id ?? "";
  const found = usePapers(client);
  const [done, setDone] = useState(false);
  const [other, setOther] = useState(false);
  const papers = found.data;
  const newest = papers?.papers[0];
  const waiting = newest && !newest.used_at && newest.valid_until >= papers.today ? newest : undefined;

  function again(used: boolean): void {
    setDone(used);
    setOther(false);
    found.again();
  }

  return (
    <OwnRoom title={t("fact.document")} lead={t("own_document.why")} found={found}>
      {papers?.valid_until && (
        <>
          <Now papers={papers} done={done} />
          {waiting && !other ? (
            <Waiting
              key={waiting.id}
              client={client}
              paper={waiting}
              onUsed={() => again(true)}
              onOther={() => setOther(true)}
            />
          ) : other || ending(papers) ? (
            <section className="card gap">
              <h2>{t("own_document.new")}</h2>
              <Stating key={newest?.id ?? ""} client={client} onStated={() => again(false)} />
            </section>
          ) : (
            <p className="gap">
              <button type="button" className="button button-quiet" onClick={() => setOther(true)}>
                {t("own_document.new")}
              </button>
            </p>
          )}
        </>
      )}
      {papers && !papers.valid_until && <p className="empty">{t("own_document.none")}</p>}
    </OwnRoom>
  );
}
