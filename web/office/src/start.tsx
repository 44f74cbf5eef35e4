// web/office/src/start.tsx: the desk: the figures of the day, what waits, the rooms of the own duties. RULE 27
import type { ReactNode } from "react";
import { decimal, moneyRound, percent, sum } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { Link } from "../../shared/src/route";
import { api, may, type Perm, type Schemas } from "./api";
import { rooms } from "./app";
import { waitedSince } from "./applications";
import { Card, Room, Shown } from "./parts";
import { t } from "./words";

type Figures = Schemas["Figures"];

/** A figure with what it is; a way to the room where it is worked off, for whose duty that is. */
function Tile(props: { name: string; value: ReactNode; more?: ReactNode; to?: string; perm?: Perm; bad?: boolean }) {
  const body = (
    <>
      <span className="tile-name">{props.name}</span>
      <strong className={props.bad ? "tile-value tile-bad" : "tile-value"}>{props.value}</strong>
      {props.more && <span className="tile-more">{props.more}</span>}
    </>
  );
  return <li>{props.to && props.perm && may(props.perm) ? <Link to={props.to}>{body}</Link> : <div>{body}</div>}</li>;
}

const whole = (n: number | undefined) => decimal(String(n ?? 0));

function Applications(props: { of: Figures }) {
  const { of } = props;
  return (
    <Card title={t("desk.applications")}>
      <ul className="figures-list">
        <Tile
          name={t("desk.new_today")}
          value={whole(of.new_today)}
          more={t("desk.month", { n: whole(of.new_month) })}
        />
        <Tile
          name={t("desk.checking")}
          value={whole(of.checking)}
          more={of.oldest_at && t("desk.oldest", { clock: waitedSince(of.oldest_at) })}
          to="/applications"
          perm="APPLICATION_VIEW"
        />
        <Tile name={t("desk.running")} value={whole(of.submitted)} />
        <Tile name={t("desk.with_client")} value={whole((of.approved ?? 0) + (of.chosen ?? 0) + (of.contract ?? 0))} />
      </ul>
    </Card>
  );
}

function Money(props: { of: Figures }) {
  const { of } = props;
  return (
    <Card title={t("desk.money")}>
      <ul className="figures-list">
        {(["disbursed", "collected"] as const).map((name) => (
          <Tile
            key={name}
            name={t(`desk.${name}`)}
            value={moneyRound(of[`${name}_today`].amount ?? "0.00")}
            more={t("desk.month_sum", {
              n: whole(of[`${name}_month`].n),
              sum: moneyRound(of[`${name}_month`].amount ?? "0.00"),
            })}
          />
        ))}
      </ul>
    </Card>
  );
}

/** Loans by days of delay: each stands in one of them. */
function Buckets(props: { of: Figures }) {
  const { of } = props;
  const since = [of.late, of.late_month, of.late_two, of.late_three].map((n) => n ?? 0);
  const rows = (["to_30", "to_60", "to_90", "over_90"] as const).map((id, i) => ({
    id,
    n: (since[i] ?? 0) - (since[i + 1] ?? 0),
  }));
  const most = Math.max(1, ...rows.map((row) => row.n));
  return (
    <>
      <h3>{t("desk.buckets")}</h3>
      <dl className="buckets">
        {rows.map((row) => (
          <div key={row.id}>
            <dt>{t(`desk.${row.id}`)}</dt>
            <dd>
              <meter min={0} max={most} value={row.n} aria-hidden="true" /> {whole(row.n)}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** By the books: the share of principal that is overdue stands beside the loans, by how long they are late. */
function Overdue(props: { of: Figures }) {
  const { of } = props;
  const all = sum(of.principal ?? "0.00", of.overdue_principal ?? "0.00");
  const share = Number(all) > 0 ? (100 * Number(of.overdue_principal ?? "0")) / Number(all) : 0;
  return (
    <Card title={t("desk.overdue")}>
      <ul className="figures-list">
        <Tile name={t("desk.late")} value={whole(of.late)} bad={(of.late_three ?? 0) > 0} />
        <Tile
          name={t("desk.overdue_principal")}
          value={moneyRound(of.overdue_principal ?? "0.00")}
          more={t("desk.share", { share: percent(share.toFixed(1)), sum: moneyRound(all) })}
        />
        <Tile
          name={t("desk.overdue_rest")}
          value={moneyRound(sum(of.overdue_remuneration ?? "0.00", of.penalty ?? "0.00"))}
        />
      </ul>
      <Buckets of={of} />
    </Card>
  );
}

function Waiting(props: { of: Figures }) {
  const { of } = props;
  return (
    <Card title={t("desk.person")}>
      <ul className="figures-list">
        <Tile
          name={t("desk.cases")}
          value={whole(of.cases)}
          to="/cases"
          perm="LIST_VIEW"
          bad={may("LIST_VIEW") && (of.cases ?? 0) > 0}
        />
        <Tile
          name={t("desk.receipts")}
          value={whole(of.receipts.n)}
          more={moneyRound(of.receipts.amount ?? "0.00")}
          to="/bank"
          perm="STATEMENT_TAKE"
        />
        <Tile
          name={t("desk.refused")}
          value={whole(of.payouts_refused)}
          more={t("desk.payouts_wait", { n: whole(of.payouts_waiting) })}
          to="/payouts"
          perm="PAYOUT_VIEW"
          bad={(of.payouts_refused ?? 0) > 0}
        />
      </ul>
    </Card>
  );
}

function Today() {
  const figures = useLoad(async () => (await api.call("get", "/v1/figures", {})).data, []);
  return (
    <Shown of={figures}>
      {(of) => (
        <div className="desk">
          <Applications of={of} />
          <Money of={of} />
          <Overdue of={of} />
          <Waiting of={of} />
        </div>
      )}
    </Shown>
  );
}

export function StartRoom() {
  return (
    <Room title={t("room.start")}>
      {may("FIGURES_VIEW") && <Today />}
      <ul className="tiles">
        {rooms()
          .filter((room) => room.path !== "/")
          .map((room) => (
            <li key={room.path}>
              <Link to={room.path}>
                <strong>{t(room.name)}</strong>
                <span>{t(`start.${room.path.slice(1) as "clients"}`)}</span>
              </Link>
            </li>
          ))}
      </ul>
    </Room>
  );
}
