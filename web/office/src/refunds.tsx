// web/office/src/refunds.tsx: money that goes back: what borrowers ask for is taken up by one person and decided by another.
// RULE 13.4.c RULE 27
import { Group } from "@mantine/core";
import { dayShort, inAlmaty, money } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { Link } from "../../shared/src/route";
import { useSession } from "../../shared/src/session";
import { api, may, type Schemas, session } from "./api";
import { Asked } from "./confirm";
import { useFilter } from "./filter";
import { Card, type Column, Room, Rows, Shown, State, StatePick, type Tone } from "./parts";
import { t } from "./words";

export type Refund = Schemas["Refund"];
const STATES = ["proposed", "asked", "planned", "done", "refused", "rejected", "withdrawn"] as const;
const TONES: Record<Refund["state"], Tone> = {
  asked: "wait",
  proposed: "wait",
  planned: "wait",
  done: "good",
  refused: "bad",
  rejected: "bad",
  withdrawn: "plain",
};

/** What is asked before it is done. */
function about(of: Refund) {
  return {
    about: `${money(of.amount)}, •••• ${of.tail}`,
    facts: [
      [t("loan.amount"), money(of.amount)],
      [t("refund.kind"), t(`refund_kind.${of.kind}`)],
      [t("refund.to"), `•••• ${of.tail}`],
      [t("refund.due"), of.due_on && dayShort(of.due_on)],
    ] as const,
  };
}

/** What the own duty can do with it now; who proposed it is told that another person decides. */
function Doing(props: { of: Refund; onDone: () => void }) {
  const { of } = props;
  const own = useSession(session).view?.id === of.maker;
  const path = { refund: of.id };

  const take = (key: string) => api.call("post", "/v1/refunds/{refund}/proposal", { path, key });
  const decide = (approve: boolean) => (key: string) =>
    api.call("post", "/v1/refunds/{refund}/decision", { path, key, body: { approve } });

  if (of.state === "asked" && may("REFUND_PROPOSE")) {
    return (
      <Asked
        {...about(of)}
        onDone={props.onDone}
        doing={t("refund.take")}
        sure={t("refund.sure_take")}
        send={take}
        filled
      />
    );
  }
  if (of.state !== "proposed") {
    return null;
  }
  if (own) {
    return <span className="soft">{t("books.own")}</span>;
  }
  if (!may("REFUND_DECIDE")) {
    return <span className="soft">{t("refund.others")}</span>;
  }
  return (
    <Group gap="xs">
      <Asked
        {...about(of)}
        onDone={props.onDone}
        doing={t("refund.give")}
        sure={t("refund.sure_give")}
        send={decide(true)}
        filled
      />
      <Asked
        {...about(of)}
        onDone={props.onDone}
        doing={t("two.reject")}
        sure={t("refund.sure_keep")}
        send={decide(false)}
      />
    </Group>
  );
}

/** What is known of its end: the bank's day and, where there is room for it, its reference, or why not; before it the law's
 * last day. */
function told(of: Refund, brief: boolean): string {
  if (of.state === "refused") {
    return t("refund.bank_refused", { reason: of.reason ?? "–" });
  }
  const end = [of.value_on && dayShort(of.value_on), !brief && of.ref].filter(Boolean).join(", ");
  return end || (of.due_on ? t("refund.until", { day: dayShort(of.due_on) }) : "");
}

/** `loan`: they are all of one loan, whose page this is. */
export function RefundRows(props: { of: readonly Refund[]; loan?: boolean; onDone: () => void }) {
  const brief = props.loan === true;
  const columns: (Column<Refund> | false)[] = [
    { name: t("loan.amount"), cell: (one) => money(one.amount), nowrap: true },
    { name: t("refund.kind"), cell: (one) => t(`refund_kind.${one.kind}`) },
    !brief &&
      props.of.some((one) => one.loan) && {
        name: t("room.loan"),
        cell: (one) => (one.loan && may("LOAN_VIEW") ? <Link to={`/loans/${one.loan}`}>{t("refund.loan")}</Link> : "–"),
      },
    brief && {
      name: t("queue.state"),
      cell: (one) => <State tone={TONES[one.state]}>{t(`refund_state.${one.state}`)}</State>,
    },
    { name: t("refund.to"), cell: (one) => `•••• ${one.tail}`, nowrap: true },
    { name: t("refund.since"), cell: (one) => dayShort(inAlmaty(one.made_at).day) },
    props.of.some((one) => told(one, brief)) && { name: t("refund.told"), cell: (one) => told(one, brief) || "–" },
    { name: t("bank.do"), nameless: true, cell: (one) => <Doing of={one} onDone={props.onDone} /> },
  ];
  return (
    <Rows
      label={t("room.refunds")}
      of={props.of}
      none={t("two.nothing")}
      columns={columns.filter((one) => one !== false)}
    />
  );
}

export function RefundsRoom() {
  const [state, setState] = useFilter("state", STATES);
  const list = useLoad(async () => (await api.call("get", "/v1/refunds", { query: { state } })).data.refunds, [state]);
  return (
    <Room
      title={t("room.refunds")}
      side={
        <StatePick
          label={t("queue.state")}
          of={STATES}
          now={state}
          nameOf={(one) => t(`refund_state.${one}`)}
          onPick={setState}
        />
      }
    >
      <Card>
        <p className="soft">{t(`refund_why.${state}`)}</p>
        <Shown of={list}>{(refunds) => <RefundRows of={refunds} onDone={list.again} />}</Shown>
      </Card>
    </Room>
  );
}
