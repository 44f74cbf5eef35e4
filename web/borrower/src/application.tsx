// web/borrower/src/application.tsx: progress and result of an application, offers side by side, where the money goes, the
// contract before and after. RULE 7.3 RULE 7.4 RULE 8.3 RULE 8.4 RULE 8.4.a RULE 8.6 RULE 8.7 RULE 9.1
import { useEffect, useRef, useState } from "react";
import { newKey } from "../../shared/src/client";
import { saveFile } from "../../shared/src/file";
import { dayLong, decimal, moment, money, moneyRound, percent } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { ScheduleTable } from "../../shared/src/pieces";
import { Link } from "../../shared/src/route";
import { useSession } from "../../shared/src/session";
import { lang } from "../../shared/src/words";
import { api, type Schemas, session } from "./api";
import { Confirming } from "./confirm";
import { FaultSummary, Field, needed, useForm } from "./form";
import { Paper, type PaperModel } from "./paper";
import { Trouble } from "./trouble";
import { t } from "./words";

type Application = Schemas["Application"];
type Offer = Schemas["Offers"]["offers"][number];
type Contract = Schemas["Contract"];
const POLL_MS = 3000;
const now = { preventDefault: () => undefined };

/** RULE 7.4: what happened, with its time. */
function Tracker(props: { application: Application }) {
  const it = props.application;
  const steps: [string, string | undefined][] = [
    [t("track.begun"), it.made_at],
    [t("track.submitted"), it.submitted_at],
    [t("track.checks", { done: it.checks_done ?? 0, of: it.checks ?? 0 }), it.decided_at],
    [t("track.chosen"), it.chosen_at],
    [t("track.ended"), it.ended_at],
  ];
  return (
    <ol className="tracker">
      {steps.map(([name, at]) => (
        <li key={name} className={at ? "over" : ""}>
          <strong>{name}</strong> {at && <time dateTime={at}>{moment(at)}</time>}
        </li>
      ))}
    </ol>
  );
}

/** An own account: IBAN checked, its holder asked at the bank, put to use by one method. RULE 6.6.a RULE 8.7 */
function Account(props: { client: string; onGood: (account: string) => void }) {
  const { client } = props;
  const list = useLoad(
    async () => (await api.call("get", "/v1/me/{client}/accounts", { path: { client } })).data.accounts,
    [client],
  );
  const [iban, setIban] = useState("");
  const [confirmation, setConfirmation] = useState<{ id: string; account: string } | null>(null);
  const key = useRef(newKey());
  const form = useForm();
  const good = list.data?.find((account) => account.good);
  const asked = list.data?.some((account) => account.holder === "asked");
  const own = list.data?.find((account) => account.holder === "own" && !account.good);
  useEffect(() => {
    const timer = asked ? setTimeout(list.again, POLL_MS / 2) : undefined;
    return () => clearTimeout(timer);
  }, [list.data]);
  useEffect(() => {
    if (good) {
      props.onGood(good.id);
    }
  }, [good?.id]);

  async function add(): Promise<void> {
    const body = { iban: iban.replace(/\s/g, "").toUpperCase() };
    await api.call("post", "/v1/me/{client}/accounts", { path: { client }, key: key.current, body });
    key.current = newKey();
    list.again();
  }
  async function confirm(account: string): Promise<void> {
    const body = { operation: "change_bank" as const, object: account };
    const made = await api.call("post", "/v1/me/{client}/confirmations", { path: { client }, key: newKey(), body });
    setConfirmation({ id: made.data.id, account });
  }
  async function use(): Promise<void> {
    if (confirmation) {
      const path = { account: confirmation.account };
      await api.call("post", "/v1/mine/accounts/{account}/use", { path, body: { confirmation: confirmation.id } });
      setConfirmation(null);
      list.again();
    }
  }

  if (good) {
    return <p className="done">{t("account.good", { tail: good.tail })}</p>;
  }
  return (
    <section>
      <h3>{t("account.title")}</h3>
      <FaultSummary faults={form.faults} />
      {list.data?.map((account) => (
        <p key={account.id}>
          {t("account.tail", { tail: account.tail })}: {t(`holder.${account.holder}`)}
        </p>
      ))}
      {confirmation ? (
        <Confirming id={confirmation.id} face={false} onReady={() => form.submit(() => [], use)(now)} />
      ) : own ? (
        <button
          type="button"
          className="button"
          onClick={(event) =>
            form.submit(
              () => [],
              () => confirm(own.id),
            )(event)
          }
        >
          {t("account.use")}
        </button>
      ) : (
        !asked && (
          <form onSubmit={form.submit(() => needed(["iban", t("account.iban"), iban]), add)} noValidate>
            <Field
              id="iban"
              label={t("account.iban")}
              hint={t("account.hint")}
              value={iban}
              onValue={setIban}
              fault={form.faultOf("iban")}
            />
            <button type="submit" className="button" aria-disabled={form.busy}>
              {t("account.add")}
            </button>
          </form>
        )
      )}
    </section>
  );
}

function OfferTable(props: { offers: readonly Offer[]; chosen: string; onChoose: (hash: string) => void }) {
  const rows: [string, (offer: Offer) => string][] = [
    [t("calculator.return"), (offer) => decimal(offer.due)],
    [t("calculator.over"), (offer) => decimal(offer.overpayment)],
    [t("calculator.effective"), (offer) => percent(offer.legal_percent)],
  ];
  return (
    <table className="compare">
      <caption className="unseen">{t("calculator.compare")}</caption>
      <thead>
        <tr>
          <td />
          {props.offers.map((offer) => (
            <th key={offer.hash} scope="col">
              <label className="tick">
                <input
                  type="radio"
                  name="offer"
                  checked={props.chosen === offer.hash}
                  onChange={() => props.onChoose(offer.hash)}
                />
                <span>{t(`method.${offer.method as "annuity"}`)}</span>
              </label>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, show]) => (
          <tr key={name} className="large">
            <th scope="row">{name}</th>
            {props.offers.map((offer) => (
              <td key={offer.hash}>{show(offer)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Offers(props: { application: Application; client: string; onNow: (now: Application) => void }) {
  const path = { application: props.application.id };
  const found = useLoad(
    async () => (await api.call("get", "/v1/mine/applications/{application}/offers", { path })).data.offers,
    [path.application],
  );
  const [hash, setHash] = useState("");
  const [account, setAccount] = useState("");
  const form = useForm();
  const offers = found.data ?? [];
  const shown = offers.find((offer) => offer.hash === hash);

  async function send(): Promise<void> {
    const body = { hash, lang: lang() === "ru" ? ("ru" as const) : ("kk" as const), way: "account" as const, account };
    props.onNow(
      (
        await api.call("post", "/v1/mine/applications/{application}/choice", {
          path,
          key: `choice-${hash.slice(0, 40)}`,
          body,
        })
      ).data,
    );
  }

  return (
    <section>
      <h2>{t("offers.title")}</h2>
      <p className="lead">{t("offers.why")}</p>
      <Trouble fault={found.fault} again={found.again} />
      {offers.length > 0 && <OfferTable offers={offers} chosen={hash} onChoose={setHash} />}
      {shown && (
        <div className="card gap">
          <ScheduleTable caption={t("calculator.caption", { total: money(shown.due) })} rows={shown.rows} />
        </div>
      )}
      {shown && (
        <div className="card gap">
          <h2>{t("offers.where")}</h2>
          <p>{t("offers.account")}</p>
          <Account client={props.client} onGood={setAccount} />
          <FaultSummary faults={form.faults} />
          {account && (
            <button type="button" className="button" onClick={(event) => form.submit(() => [], send)(event)}>
              {t("offers.choose")}
            </button>
          )}
        </div>
      )}
    </section>
  );
}

/** The contract, read in the page and as PDF, then concluded by two methods, one of them the face. RULE 9.1 RULE 12 */
function Concluding(props: { client: string; contract: Contract; onNow: (now: Contract) => void }) {
  const { contract, client } = props;
  const path = { contract: contract.id };
  const [confirmation, setConfirmation] = useState("");
  const form = useForm();

  async function begin(): Promise<void> {
    const body = { operation: "conclude" as const, object: contract.id };
    setConfirmation(
      (await api.call("post", "/v1/me/{client}/confirmations", { path: { client }, key: newKey(), body })).data.id,
    );
  }
  async function conclude(): Promise<void> {
    const made = await api.call("post", "/v1/mine/contracts/{contract}/conclusion", {
      path,
      key: `conclude-${confirmation}`,
      body: { confirmation },
    });
    setConfirmation("");
    props.onNow(made.data);
  }
  async function save(): Promise<void> {
    saveFile(await api.bytes("/v1/mine/contracts/{contract}/paper", { path }), `${contract.number}.pdf`);
  }
  async function receipt(): Promise<void> {
    saveFile(await api.bytes("/v1/mine/contracts/{contract}/receipt", { path }), `${contract.number}.receipt.txt`);
  }

  return (
    <section>
      <h2>{t("contract.title", { number: contract.number })}</h2>
      <p className="lead">{t(`contract_state.${contract.state}`)}</p>
      <Paper
        ask={async () =>
          (await api.call("get", "/v1/mine/contracts/{contract}/page", { path })).data as unknown as PaperModel
        }
        on={[contract.id, contract.state]}
      />
      <FaultSummary faults={form.faults} />
      <div className="actions gap">
        <button type="button" className="button button-quiet" onClick={(event) => form.submit(() => [], save)(event)}>
          {t("contract.pdf")}
        </button>
        {contract.state === "concluded" && (
          <button
            type="button"
            className="button button-quiet"
            onClick={(event) => form.submit(() => [], receipt)(event)}
          >
            {t("receipt.save")}
          </button>
        )}
        {contract.state === "formed" && !confirmation && (
          <button type="button" className="button" onClick={(event) => form.submit(() => [], begin)(event)}>
            {t("contract.conclude")}
          </button>
        )}
        {contract.loan && (
          <Link to={`/loans/${contract.loan}`} className="button">
            {t("contract.loan")}
          </Link>
        )}
      </div>
      {confirmation && <Confirming id={confirmation} face onReady={() => form.submit(() => [], conclude)(now)} />}
    </section>
  );
}

function ContractOf(props: { application: Application; client: string; onNow: () => void }) {
  const { application, client } = props;
  const found = useLoad(
    async () =>
      (await api.call("get", "/v1/me/{client}/contracts", { path: { client } })).data.contracts.find(
        (one) => one.application === application.id && one.state !== "lapsed",
      ) ?? null,
    [application.id, application.state],
  );
  const form = useForm();

  async function make(): Promise<void> {
    const path = { application: application.id };
    const made = await api.call("post", "/v1/mine/applications/{application}/contract", {
      path,
      key: `contract-${application.id}`,
    });
    found.put(made.data);
    props.onNow();
  }

  if (found.data) {
    return <Concluding client={client} contract={found.data} onNow={(now) => found.put(now)} />;
  }
  return (
    <section className="card">
      <h2>{t("contract.form")}</h2>
      <p>{t("contract.form_why")}</p>
      <Trouble fault={found.fault} again={found.again} />
      <FaultSummary faults={form.faults} />
      {found.data === null && (
        <button type="button" className="button" onClick={(event) => form.submit(() => [], make)(event)}>
          {t("contract.make")}
        </button>
      )}
    </section>
  );
}

/** Why not, and what one may do now: a page, not an error. RULE 10.2 */
function Refused(props: { application: Application }) {
  return (
    <section className="card">
      <h2>{t("refused.title")}</h2>
      <p>{props.application.refusal_text}</p>
      <p>{props.application.refusal_rights}</p>
      <p>
        <Link to="/letters">{t("refused.write")}</Link>
      </p>
    </section>
  );
}

export function ApplicationPage(props: { application: string }) {
  const client = useSession(session).view?.id ?? "";
  const path = { application: props.application };
  const found = useLoad(
    async () => (await api.call("get", "/v1/mine/applications/{application}", { path })).data,
    [props.application],
  );
  const it = found.data;
  const waits = it?.state === "submitted" || it?.state === "checking";
  useEffect(() => {
    const timer = waits ? setTimeout(found.again, POLL_MS) : undefined;
    return () => clearTimeout(timer);
  }, [it]);
  return (
    <section className="middle">
      <h1>{t("application.title")}</h1>
      <Trouble fault={found.fault} again={found.again} />
      {it && (
        <>
          <p className="lead">
            {it.product_name}, {moneyRound(it.amount)}, {t("months#", { n: it.periods })}
          </p>
          <p className="state" role="status">
            {t(`state.${it.state as "draft"}`)}
            {it.lapses_on && it.state === "approved" && ` ${t("application.until", { day: dayLong(it.lapses_on) })}`}
          </p>
          <Tracker application={it} />
          {it.state === "draft" && (
            <p>
              <Link to="/apply" className="button">
                {t("application.go_on")}
              </Link>
            </p>
          )}
          {it.state === "refused" && <Refused application={it} />}
          {it.state === "approved" && <Offers application={it} client={client} onNow={found.put} />}
          {["chosen", "contract", "concluded"].includes(it.state) && (
            <ContractOf application={it} client={client} onNow={found.again} />
          )}
        </>
      )}
    </section>
  );
}
