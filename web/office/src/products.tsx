// web/office/src/products.tsx: what is lent, by versions; a proposal beside what holds now; two persons. RULE 8.3 RULE 27
import { Table } from "@mantine/core";
import { useState } from "react";
import { dayShort, money, percent } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { lang } from "../../shared/src/words";
import { api, may, type Schemas } from "./api";
import { Card, Listed, Room, Shown, State, Wide } from "./parts";
import { Proposing } from "./product_form";
import { TwoPersons } from "./two";
import { t } from "./words";

export type Version = Schemas["ProductVersion"];
const TONES = { proposed: "wait", published: "good", rejected: "bad" } as const;

const short = (rate: string) => percent(rate.includes(".") ? rate.replace(/\.?0+$/, "") : rate);
const nameOf = (one: Version) => one[`name_${lang()}` as const];

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
    <Listed of={rows} none={t("product.same")}>
      {(some) => (
        <Wide label={`${t("diff.title")}: ${nameOf(props.then)}, № ${props.then.nr}`}>
          <Table className="stacked">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("diff.what")}</Table.Th>
                <Table.Th>{t("diff.now")}</Table.Th>
                <Table.Th>{t("diff.then")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {some.map(([name, value]) => (
                <Table.Tr key={name}>
                  <Table.Th scope="row">{name}</Table.Th>
                  <Table.Td data-label={t("diff.now")}>
                    {before.has(name) ? <del>{before.get(name)}</del> : "–"}
                  </Table.Td>
                  <Table.Td data-label={t("diff.then")}>
                    <ins>{value}</ins>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Wide>
      )}
    </Listed>
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
    <Wide label={t("product.all")}>
      <Table className="stacked">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("product.name")}</Table.Th>
            <Table.Th>{t("queue.state")}</Table.Th>
            <Table.Th>{t("policy.from_on")}</Table.Th>
            <Table.Th>{t("product.amounts")}</Table.Th>
            <Table.Th>{t("product.rate")}</Table.Th>
            <Table.Th>{t("product.effective")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.of.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Th scope="row">
                {nameOf(one)}, № {one.nr}
              </Table.Th>
              <Table.Td data-label={t("queue.state")}>
                <State tone={TONES[one.state]}>{t(`product_state.${one.state}`)}</State>
              </Table.Td>
              <Table.Td data-label={t("policy.from_on")}>{dayShort(one.from_on)}</Table.Td>
              <Table.Td data-label={t("product.amounts")}>
                {money(one.amount_min ?? "0.00")} – {money(one.amount_max ?? "0.00")}
              </Table.Td>
              <Table.Td data-label={t("product.rate")}>{short(one.rate_percent)}</Table.Td>
              <Table.Td data-label={t("product.effective")}>
                {one.effective_percent ? short(one.effective_percent) : "–"}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  );
}

export function ProductsRoom() {
  const [turn, setTurn] = useState(0);
  const found = useLoad(async () => (await api.call("get", "/v1/product-versions", {})).data.products, [turn]);
  const again = () => setTurn((now) => now + 1);
  return (
    <Room title={t("room.products")}>
      <Shown of={found}>
        {(all) => (
          <>
            {all
              .filter((one) => one.state === "proposed")
              .map((one) => (
                <Waiting
                  key={one.id}
                  of={one}
                  now={all.find((other) => other.code === one.code && other.state === "published")}
                  onDone={again}
                />
              ))}
            <Card title={t("product.all")}>
              <Listed of={all} none={t("file.none")}>
                {(some) => <Versions of={some} />}
              </Listed>
            </Card>
            {may("PRODUCT_CHANGE") && <Proposing key={turn} all={all} onDone={again} />}
          </>
        )}
      </Shown>
    </Room>
  );
}
