// web/office/src/payouts.tsx: payouts to clients by where they stand; a refused one is sent again by a person. RULE 9.2 RULE 27
import { Group } from "@mantine/core";
import { dayShort, decimal, moment, money } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { Link } from "../../shared/src/route";
import { api, may, type Schemas } from "./api";
import { Asked } from "./confirm";
import { useFilter } from "./filter";
import { Card, CsvButton, Room, Rows, Shown, StatePick } from "./parts";
import { CancelPayout } from "./returning";
import { t } from "./words";

type Payout = Schemas["Payout"];
const STATES = ["refused", "waiting", "planned", "done"] as const;

/** RULE 9.2: a refused payout is sent again by a person, once. */
function Again(props: { payout: Payout; onDone: () => void }) {
  const { payout } = props;
  return (
    <Asked
      about={payout.number}
      doing={t("payout.again")}
      sure={t("payout.sure")}
      facts={[
        [t("loan.number"), payout.number],
        [t("loan.amount"), money(payout.amount ?? "0.00")],
        [t("payout.reason"), payout.reason],
      ]}
      send={(key) => api.call("post", "/v1/payouts/{payout}/again", { path: { payout: payout.id }, key })}
      onDone={props.onDone}
    />
  );
}

/** What is told of a payout, by its state: the bank's reason, the hour it waits for, the bank's day and reference. */
function told(payout: Payout): string {
  if (payout.state === "waiting") {
    return payout.not_before
      ? t("payout.not_before", { at: moment(payout.not_before) })
      : t(`payout_needs.${payout.needs}`);
  }
  return payout.state === "done"
    ? [payout.value_on && dayShort(payout.value_on), payout.ref && t("payout.bank_ref", { ref: payout.ref })]
        .filter(Boolean)
        .join(", ")
    : payout.reason === "cancelled"
      ? t("payout.cancelled")
      : (payout.reason ?? "");
}

const waitsAtDesk = (one: Payout) => one.state === "planned" && one.way === "desk";
const doable = (one: Payout) => one.state === "refused" || waitsAtDesk(one);

/** What a person can do with it: nothing with what is at the bank, waits for its client, or was paid. */
function Doing(props: { payout: Payout; onDone: () => void }) {
  if (!doable(props.payout)) {
    return null;
  }
  return waitsAtDesk(props.payout) ? <CancelPayout {...props} /> : <Again {...props} />;
}

function List(props: { of: readonly Payout[]; onDone: () => void }) {
  return (
    <Rows
      label={t("room.payouts")}
      look="queue"
      of={props.of}
      none={t("two.nothing")}
      columns={[
        {
          name: t("loan.number"),
          cell: (one) => (may("LOAN_VIEW") ? <Link to={`/loans/${one.loan}`}>{one.number}</Link> : one.number),
        },
        { name: t("loan.amount"), cell: (one) => decimal(one.amount ?? "0.00"), figure: true },
        { name: t("payout.way"), cell: (one) => t(`payout_way.${one.way}`) },
        { name: t("payout.told"), cell: (one) => told(one) || "–" },
        ...(may("PAYOUT_AGAIN") && props.of.some(doable)
          ? [
              {
                name: t("bank.do"),
                nameless: true,
                cell: (one: Payout) => <Doing payout={one} onDone={props.onDone} />,
              },
            ]
          : []),
      ]}
    />
  );
}

export function PayoutsRoom() {
  const [state, setState] = useFilter("state", STATES);
  const list = useLoad(async () => (await api.call("get", "/v1/payouts", { query: { state } })).data.payouts, [state]);
  return (
    <Room
      title={t("room.payouts")}
      side={
        <StatePick
          label={t("payout.state")}
          of={STATES}
          now={state}
          nameOf={(one) => t(`payout_state.${one}`)}
          onPick={setState}
        />
      }
    >
      <Card>
        <p className="soft">{t(`payout_why.${state}`)}</p>
        <Shown of={list}>
          {(payouts) => (
            <>
              <List of={payouts} onDone={list.again} />
              {payouts.length > 0 && (
                <Group mt="md">
                  <CsvButton
                    name={`payouts-${state}`}
                    head={[t("loan.number"), t("loan.amount"), t("payout.way"), t("payout.told")]}
                    rows={payouts.map((one) => [one.number, one.amount, t(`payout_way.${one.way}`), told(one)])}
                  />
                </Group>
              )}
            </>
          )}
        </Shown>
      </Card>
    </Room>
  );
}
