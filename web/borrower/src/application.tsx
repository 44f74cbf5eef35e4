// web/borrower/src/application.tsx: progress and result of an application, offers side by side, where the money goes, the
// contract before and after. RULE 7.3 RULE 7.4 RULE 8.3 RULE 8.4 RULE 8.4.a RULE 8.6 RULE 8.7 RULE 9.1
import { useEffect, useState } from "react";
import { saveFile } from "../../shared/src/file";
import { dayLong, decimal, inAlmaty, moment, money, moneyRound, percent, rate } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { ScheduleTable } from "../../shared/src/pieces";
import { Link } from "../../shared/src/route";
import { useSession } from "../../shared/src/session";
import { lang } from "../../shared/src/words";
import { api, type Schemas, session } from "./api";
import { Confirmed } from "./confirm";
import { FaultSummary, useForm } from "./form";
import { Paper, type PaperModel } from "./paper";
import { PayoutState } from "./payout";
import { Trouble } from "./trouble";
import { type MoneyWay, WhereTo } from "./where_to";
import { t } from "./words";

type Application = Schemas["Application"];
type Offer = Schemas["Offers"]["offers"][number];
type Contract = Schemas["Contract"];
const POLL_MS = 3000;
const GONE: readonly string[] = ["refused", "withdrawn", "lapsed"];

/** RULE 7.4: what happened, with its time. */
function Tracker(props: { application: Application }) {
  const it = props.application;
  const steps: [string, string | undefined][] = [
    [t("track.begun"), it.made_at],
    [t("track.submitted"), it.submitted_at],
    [
      it.decided_at ? t("track.checked") : t("track.checks", { done: it.checks_done ?? 0, of: it.checks ?? 0 }),
      it.decided_at,
    ],
    [t("track.chosen"), it.chosen_at],
    [t("track.ended"), it.ended_at],
  ];
  const gone = GONE.includes(it.state); // what never came is not shown as to come
  return (
    <ol className="tracker">
      {steps
        .filter(([, at]) => at || !gone)
        .map(([name, at]) => (
          <li key={name} className={at ? "over" : ""}>
            <strong>{name}</strong> {at && <time dateTime={at}>{moment(at)}</time>}
          </li>
        ))}
    </ol>
  );
}

function OfferTable(props: {
  offers: readonly Offer[];
  amount: string;
  rate: string | undefined;
  chosen: string;
  onChoose: (hash: string) => void;
}) {
  const rows: [string, (offer: Offer) => string][] = [
    [t("calculator.get"), () => decimal(props.amount)],
    [t("calculator.return"), (offer) => decimal(offer.due)],
    [t("calculator.over"), (offer) => decimal(offer.overpayment)],
    [t("calculator.effective"), (offer) => percent(offer.legal_percent)],
    ...(props.rate ? [[t("calculator.rate"), () => rate(props.rate ?? "")] as [string, () => string]] : []),
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

/** Offers hold on the day they were made: on a later one they are made anew, and what was formed from them is no more. */
function Renewal(props: { application: Application; onNow: () => void }) {
  const path = { application: props.application.id };
  const form = useForm();

  async function renew(): Promise<void> {
    await api.call("post", "/v1/mine/applications/{application}/offers", { path, key: form.key(path) });
    props.onNow();
  }

  return (
    <section className="card">
      <h2>{t("renewal.title")}</h2>
      <p>{t("renewal.why", { day: dayLong(props.application.offered_on ?? "") })}</p>
      {props.application.state === "contract" && <p>{t("renewal.contract")}</p>}
      <FaultSummary faults={form.faults} />
      <button type="button" className="button" onClick={form.press(renew)}>
        {t("renewal.do")}
      </button>
    </section>
  );
}

function Offers(props: {
  application: Application;
  client: string;
  onNow: (now: Application) => void;
  again: () => void;
}) {
  const path = { application: props.application.id };
  const found = useLoad(
    async () => (await api.call("get", "/v1/mine/applications/{application}/offers", { path })).data.offers,
    [path.application],
  );
  const product = useLoad(
    async () =>
      (await api.call("get", "/v1/products", {})).data.products.find((one) => one.id === props.application.product),
    [path.application],
  );
  const [hash, setHash] = useState("");
  const [way, setWay] = useState<MoneyWay | null>(null);
  const form = useForm();
  const offers = found.data ?? [];
  const shown = offers.find((offer) => offer.hash === hash);

  async function send(): Promise<void> {
    if (!way) {
      return;
    }
    const body = { hash, lang: lang() === "ru" ? ("ru" as const) : ("kk" as const), ...way };
    const call = { path, key: form.key(body), body };
    try {
      props.onNow((await api.call("post", "/v1/mine/applications/{application}/choice", call)).data);
    } catch (why) {
      props.again(); // their day may have ended meanwhile
      throw why;
    }
  }

  return (
    <section>
      <h2>{t("offers.title")}</h2>
      <p className="lead">{t("offers.why")}</p>
      <Trouble fault={found.fault} again={found.again} />
      {offers.length > 0 && (
        <OfferTable
          offers={offers}
          amount={props.application.amount}
          rate={product.data?.rate_percent}
          chosen={hash}
          onChoose={setHash}
        />
      )}
      {shown && (
        <div className="card gap">
          <h2>{t(`method.${shown.method as "annuity"}`)}</h2>
          <ScheduleTable caption={t("calculator.caption", { total: money(shown.due) })} rows={shown.rows} />
        </div>
      )}
      {shown && (
        <div className="card gap">
          <h2>{t("offers.where")}</h2>
          <WhereTo client={props.client} onWay={setWay} />
          <FaultSummary faults={form.faults} />
          {way && (
            <button type="button" className="button" onClick={form.press(send)}>
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
  const over = contract.state === "concluded";
  const [reads, setReads] = useState(false);
  const form = useForm();

  async function conclude(confirmation: string): Promise<void> {
    const made = await api.call("post", "/v1/mine/contracts/{contract}/conclusion", {
      path,
      key: `conclude-${confirmation}`,
      body: { confirmation },
    });
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
      {!over && <p className="lead">{t(`contract_state.${contract.state}`)}</p>}
      {contract.payout && <PayoutState client={client} payout={contract.payout} />}
      {over && contract.loan && (
        <p className="gap">
          <Link to={`/loans/${contract.loan}`} className="button">
            {t("contract.loan")}
          </Link>
        </p>
      )}
      {over && !reads && (
        <button type="button" className="link" onClick={() => setReads(true)}>
          {t("contract.make")}
        </button>
      )}
      {(reads || !over) && (
        <Paper
          ask={async () =>
            (await api.call("get", "/v1/mine/contracts/{contract}/page", { path })).data as unknown as PaperModel
          }
          on={[contract.id, contract.state]}
        />
      )}
      <FaultSummary faults={form.faults} />
      <div className="actions gap">
        <button type="button" className="button button-quiet" onClick={form.press(save)}>
          {t("contract.pdf")}
        </button>
        {over && (
          <button type="button" className="button button-quiet" onClick={form.press(receipt)}>
            {t("receipt.save")}
          </button>
        )}
      </div>
      {contract.state === "formed" && (
        <div className="gap">
          <Confirmed
            client={client}
            operation="conclude"
            object={contract.id}
            action={t("contract.conclude")}
            onConfirmed={conclude}
          />
        </div>
      )}
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
    try {
      found.put(
        (await api.call("post", "/v1/mine/applications/{application}/contract", { path, key: form.key(path) })).data,
      );
    } catch (why) {
      found.again(); // another window may have made it meanwhile
      throw why;
    } finally {
      props.onNow();
    }
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
        <button type="button" className="button" onClick={form.press(make)}>
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

const OFFERED = ["approved", "chosen", "contract"];
const OPEN = ["draft", "submitted", "checking", ...OFFERED];

/** An application may be taken back until its contract is concluded. Asked once more before it is. */
function Withdrawal(props: { application: string; onNow: (now: Application) => void }) {
  const [sure, setSure] = useState(false);
  const form = useForm();
  const path = { application: props.application };

  async function withdraw(): Promise<void> {
    const key = `withdraw-${props.application}`;
    const call = { path, key };
    await api.call("post", "/v1/mine/applications/{application}/withdrawal", call);
    props.onNow((await api.call("get", "/v1/mine/applications/{application}", { path })).data);
  }

  return (
    <section className="gap">
      <FaultSummary faults={form.faults} />
      {sure ? (
        <div className="card">
          <h2>{t("withdraw.sure")}</h2>
          <p>{t("withdraw.why")}</p>
          <div className="actions">
            <button
              type="button"
              className="button button-danger"
              aria-disabled={form.busy}
              onClick={form.press(withdraw)}
            >
              {t("withdraw.do")}
            </button>
            <button type="button" className="button button-quiet" onClick={() => setSure(false)}>
              {t("withdraw.no")}
            </button>
          </div>
        </div>
      ) : (
        <button type="button" className="link" onClick={() => setSure(true)}>
          {t("withdraw.do")}
        </button>
      )}
    </section>
  );
}

export function ApplicationPage(props: { application: string }) {
  const client = useSession(session).view?.id ?? "";
  const path = { application: props.application };
  const found = useLoad(async () => {
    const { data, at } = await api.call("get", "/v1/mine/applications/{application}", { path });
    return { ...data, today: inAlmaty(at ?? new Date()).day };
  }, [props.application]);
  const it = found.data;
  const old = it?.offered_on !== undefined && it.offered_on < it.today && OFFERED.includes(it.state);
  const put = (now: Application) => found.put({ ...now, today: it?.today ?? "" });
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
          <p className={GONE.includes(it.state) ? "state state-bad" : "state"} role="status">
            {t(`state.${(old ? "approved" : it.state) as "draft"}`)}
            {it.lapses_on && it.state === "approved" && `. ${t("application.until", { day: dayLong(it.lapses_on) })}`}
          </p>
          <Tracker application={it} />
          {waits && <p>{t("track.waits")}</p>}
          {it.state === "draft" && (
            <p>
              <Link to="/apply" className="button">
                {t("application.go_on")}
              </Link>
            </p>
          )}
          {it.state === "refused" && <Refused application={it} />}
          {old && <Renewal application={it} onNow={found.again} />}
          {!old && it.state === "approved" && (
            <Offers application={it} client={client} onNow={put} again={found.again} />
          )}
          {!old && ["chosen", "contract", "concluded"].includes(it.state) && (
            <ContractOf application={it} client={client} onNow={found.again} />
          )}
          {OPEN.includes(it.state) && <Withdrawal application={it.id} onNow={put} />}
        </>
      )}
    </section>
  );
}
