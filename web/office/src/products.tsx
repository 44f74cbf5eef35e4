// web/office/src/products.tsx: what is lent, by versions; a proposal beside what holds now; two persons. RULE 8.3 RULE 27
import { dayShort, money, NBSP, percent } from "../../shared/src/format";
import { lang } from "../../shared/src/words";
import { api, may, type Schemas } from "./api";
import { Card, Rows, State } from "./parts";
import { Proposing } from "./product_form";
import { TwoPersons, VERSION_TONES, VersionsRoom } from "./two";
import { t } from "./words";

export type Version = Schemas["ProductVersion"];

const short = (rate: string) => percent(rate.includes(".") ? rate.replace(/\.?0+$/, "") : rate);
const nameOf = (one: Version) => one[`name_${lang()}` as const];

/** What the law adds to the penalty, by the class of the product: nobody proposes it. */
export function penaltyFacts(one: Version): [name: string, value: string][] {
  return [
    [t("product.penalty_later", { days: t("days#", { n: one.penalty_first_days }) }), short(one.penalty_later_percent)],
    [t("product.penalty_year"), short(one.penalty_year_percent)],
    [
      t("product.accrual_stop"),
      one.accrual_stop_days > 0
        ? t("product.accrual_stop_after", { days: t("days#", { n: one.accrual_stop_days }) })
        : t("product.accrual_never"),
    ],
  ];
}

/** A version as rows of names and values, so that two can be compared. */
function facts(one: Version): [name: string, value: string][] {
  return [
    [t("product.name_kk"), one.name_kk],
    [t("product.name_ru"), one.name_ru],
    [t("product.name_en"), one.name_en],
    [t("product.class"), t(`class.${one.class}`)],
    [t("product.amounts"), `${money(one.amount_min ?? "0.00")} – ${money(one.amount_max ?? "0.00")}`],
    [t("product.step"), money(one.amount_step ?? "0.00")],
    [t("product.periods"), `${one.periods_min} – ${t("months#", { n: one.periods_max })}`],
    [t("product.rate"), short(one.rate_percent)],
    [t("product.effective"), one.effective_percent ? short(one.effective_percent) : t("product.effective_later")],
    [t("product.penalty"), short(one.penalty_percent)],
    ...penaltyFacts(one),
    [t("product.methods"), one.methods.map((method) => t(`repay.${method as "annuity"}`)).join(", ")],
    [t("product.day_count"), one.day_count],
    [t("product.weekend"), t(one.weekend_next ? "review.yes" : "review.no")],
    [t("product.offer_days"), t("days#", { n: one.offer_days })],
    [t("product.alone"), money(one.alone_max ?? "0.00")],
    [t("product.offered"), t(one.closed ? "review.no" : "review.yes")],
  ];
}

/** RULE 27: what would change stands beside what holds. */
function Differences(props: { now: Version | undefined; then: Version }) {
  const before = new Map(props.now ? facts(props.now) : []);
  const rows = facts(props.then).filter(([name, value]) => !props.now || before.get(name) !== value);
  return (
    <Rows
      label={`${t("diff.title")}: ${nameOf(props.then)}, №${NBSP}${props.then.nr}`}
      of={rows}
      none={t("product.same")}
      columns={[
        { name: t("diff.what"), cell: ([name]) => name },
        { name: t("diff.now"), cell: ([name]) => (before.has(name) ? <del>{before.get(name)}</del> : "–") },
        { name: t("diff.then"), cell: ([, value]) => <ins>{value}</ins> },
      ]}
    />
  );
}

function Waiting(props: { of: Version; now: Version | undefined; onDone: () => void }) {
  const { of } = props;

  async function decide(approve: boolean, key: string): Promise<void> {
    await api.call("post", "/v1/products/{product}/decision", { path: { product: of.id }, key, body: { approve } });
    props.onDone();
  }

  return (
    <Card title={t("product.proposed", { name: nameOf(of), nr: of.nr })}>
      <p className="soft">{t("product.from", { day: dayShort(of.from_on) })}</p>
      <Differences now={props.now} then={of} />
      <TwoPersons maker={of.maker} may={may("PRODUCT_CHANGE")} about={nameOf(of)} decide={decide} />
    </Card>
  );
}

function Versions(props: { of: readonly Version[] }) {
  return (
    <Rows
      label={t("product.all")}
      of={props.of}
      columns={[
        { name: t("product.name"), cell: (one) => `${nameOf(one)}, №${NBSP}${one.nr}` },
        {
          name: t("queue.state"),
          cell: (one) => <State tone={VERSION_TONES[one.state]}>{t(`product_state.${one.state}`)}</State>,
        },
        { name: t("policy.from_on"), cell: (one) => dayShort(one.from_on) },
        {
          name: t("product.amounts"),
          cell: (one) => `${money(one.amount_min ?? "0.00")} – ${money(one.amount_max ?? "0.00")}`,
        },
        { name: t("product.rate"), cell: (one) => short(one.rate_percent) },
        { name: t("product.effective"), cell: (one) => (one.effective_percent ? short(one.effective_percent) : "–") },
      ]}
    />
  );
}

export function ProductsRoom() {
  return (
    <VersionsRoom<Version>
      title={t("room.products")}
      all={t("product.all")}
      load={async () => (await api.call("get", "/v1/product-versions", {})).data.products}
      same={(one) => one.code}
      waiting={(of, now, onDone) => <Waiting of={of} now={now} onDone={onDone} />}
      versions={(all) => <Versions of={all} />}
      proposing={(all, onDone) => <Proposing all={all} onDone={onDone} />}
    />
  );
}
