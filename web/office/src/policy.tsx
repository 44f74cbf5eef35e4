// web/office/src/policy.tsx: legal numbers with their days, sources and layers; local rules of two persons. RULE 27
import { Badge, Button, Checkbox, Group, NativeSelect, Stack, Table, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { PolicyChange } from "../../generated/limits-office";
import { newKey } from "../../shared/src/client";
import { dayShort, decimal, inAlmaty, money } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { useSession } from "../../shared/src/session";
import { api, may, type Schemas, session } from "./api";
import { Card, Room, SendingFault, Shown, Trouble, useSending, Wide } from "./parts";
import { fromText, toText } from "./policy_value";
import { t } from "./words";

type Rule = Schemas["PolicyRules"]["rules"][number];

function valueText(rule: Rule): string {
  const text = toText(rule.over ?? 0, rule.under ?? 1, rule.unit);
  if (rule.unit === "money") {
    return money(text);
  }
  return rule.unit === "rate" ? `${decimal(text)}%` : `${decimal(text)} ${t(`unit.${rule.unit as "days"}`)}`;
}

const holds = (rule: Rule, day: string) => rule.from_on <= day && (!rule.until_on || day < rule.until_on);

function Rules(props: { rules: readonly Rule[]; all: boolean }) {
  const day = inAlmaty(new Date()).day;
  const newest = new Map<string, string>();
  for (const rule of props.rules) {
    const key = rule.kind + rule.layer;
    if (holds(rule, day) && rule.from_on > (newest.get(key) ?? "")) {
      newest.set(key, rule.from_on);
    }
  }
  const shown = props.rules.filter(
    (rule) => props.all || newest.get(rule.kind + rule.layer) === rule.from_on || rule.from_on > day,
  );
  return (
    <Wide label={t("policy.rules")}>
      <Table className="policies">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("policy.rule")}</Table.Th>
            <Table.Th>{t("policy.value")}</Table.Th>
            <Table.Th>{t("policy.from_on")}</Table.Th>
            <Table.Th>{t("policy.source")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((rule) => (
            <Table.Tr key={`${rule.kind}${rule.layer}${rule.from_on}`}>
              <Table.Th scope="row">
                <span lang="en">{rule.meaning}</span> <code>{rule.kind}</code>
              </Table.Th>
              <Table.Td className="value">
                {valueText(rule)}{" "}
                {rule.layer === "local" && (
                  <Badge variant="outline" color={rule.laxer ? "red" : "gray"}>
                    {t(rule.laxer ? "policy.laxer" : "policy.local")}
                  </Badge>
                )}
              </Table.Td>
              <Table.Td>
                {dayShort(rule.from_on)}
                {rule.until_on && ` – ${dayShort(rule.until_on)}`}
                {rule.from_on > day && <Badge variant="light">{t("policy.future")}</Badge>}
              </Table.Td>
              <Table.Td>
                <span lang="en">{rule.source}</span>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  );
}

function Proposing(props: { rules: readonly Rule[]; onDone: () => void }) {
  const kinds = [...new Map(props.rules.map((rule) => [rule.kind, rule])).values()];
  const [kind, setKind] = useState(kinds[0]?.kind ?? "");
  const [value, setValue] = useState("");
  const [fromOn, setFromOn] = useState("");
  const [source, setSource] = useState("");
  const [done, setDone] = useState(false);
  const key = useRef(newKey());
  const sending = useSending();
  const unit = kinds.find((one) => one.kind === kind)?.unit ?? "times";
  const read = fromText(value, unit);

  async function send(): Promise<void> {
    if (!read) {
      return;
    }
    await api.call("post", "/v1/policy/changes", {
      key: key.current,
      body: { kind, from_on: fromOn, source, ...read },
    });
    key.current = newKey();
    setValue("");
    setDone(true);
    props.onDone();
  }

  return (
    <Card title={t("policy.propose")}>
      <form onSubmit={sending.submit(send)} onChange={() => setDone(false)}>
        <Stack>
          <SendingFault of={sending} fields={["kind", "from_on", "until_on", "source"]} />
          <NativeSelect
            label={t("policy.rule")}
            value={kind}
            data={kinds.map((one) => one.kind)}
            error={sending.at("kind")}
            onChange={(event) => setKind(event.currentTarget.value)}
          />
          <div className="two">
            <TextInput
              label={`${t("policy.value")}, ${t(`unit.${unit as "days"}`)}`}
              value={value}
              inputMode="decimal"
              error={value !== "" && !read ? t("policy.value_wrong") : undefined}
              onChange={(event) => setValue(event.currentTarget.value)}
              required
            />
            <TextInput
              type="date"
              label={t("policy.from_on")}
              value={fromOn}
              error={sending.at("from_on") ?? sending.at("until_on")}
              onChange={(event) => setFromOn(event.currentTarget.value)}
              required
            />
          </div>
          <TextInput
            label={t("policy.decided_by")}
            value={source}
            maxLength={PolicyChange.source.max}
            error={sending.at("source")}
            onChange={(event) => setSource(event.currentTarget.value)}
            required
          />
          <Group>
            <Button type="submit" loading={sending.busy}>
              {t("books.send")}
            </Button>
            <span role="status">{done && t("books.sent")}</span>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}

/** RULE 27: the difference to what holds now stands beside what is proposed. */
function Deciding(props: {
  change: Schemas["PolicyChanges"]["changes"][number];
  now: Rule | undefined;
  onDone: () => void;
}) {
  const { change, now } = props;
  const own = useSession(session).view?.id === change.maker;
  const key = useRef(newKey());
  const sending = useSending();

  async function decide(approve: boolean): Promise<void> {
    await api.call("post", "/v1/policy/changes/{change}/decision", {
      path: { change: change.id },
      key: key.current,
      body: { approve },
    });
    props.onDone();
  }

  return (
    <li>
      <p>
        <strong lang="en">{change.rule.meaning}</strong> <code>{change.rule.kind}</code>
      </p>
      <p>
        {now && <del>{valueText(now)}</del>} <ins>{valueText(change.rule)}</ins> · {dayShort(change.rule.from_on)}{" "}
        {change.rule.laxer && (
          <Badge variant="outline" color="red">
            {t("policy.laxer")}
          </Badge>
        )}
      </p>
      <p className="soft">{change.rule.source}</p>
      <Trouble fault={sending.fault} />
      {own && <p className="soft">{t("books.own")}</p>}
      {!own && may("POLICY_CHANGE") && (
        <Group>
          <Button loading={sending.busy} onClick={() => sending.run(() => decide(true))}>
            {t("two.approve")}
          </Button>
          <Button variant="outline" loading={sending.busy} onClick={() => sending.run(() => decide(false))}>
            {t("two.reject")}
          </Button>
        </Group>
      )}
    </li>
  );
}

export function PolicyRoom() {
  const rules = useLoad(async () => (await api.call("get", "/v1/policy", {})).data.rules, []);
  const waiting = useLoad(async () => (await api.call("get", "/v1/policy/changes", {})).data.changes, []);
  const [all, setAll] = useState(false);
  const day = inAlmaty(new Date()).day;
  const again = () => {
    rules.again();
    waiting.again();
  };
  const now = (kind: string) => rules.data?.findLast((rule) => rule.kind === kind && holds(rule, day));
  return (
    <Room title={t("room.policy")}>
      <Shown of={waiting}>
        {(changes) =>
          changes.length > 0 && (
            <Card title={t("policy.waiting")}>
              <ul className="rows">
                {changes.map((change) => (
                  <Deciding key={change.id} change={change} now={now(change.rule.kind)} onDone={again} />
                ))}
              </ul>
            </Card>
          )
        }
      </Shown>
      <Card
        title={t("policy.rules")}
        side={
          <Checkbox label={t("policy.all")} checked={all} onChange={(event) => setAll(event.currentTarget.checked)} />
        }
      >
        <Shown of={rules}>{(data) => <Rules rules={data} all={all} />}</Shown>
      </Card>
      {may("POLICY_CHANGE") && rules.data && <Proposing rules={rules.data} onDone={again} />}
    </Room>
  );
}
