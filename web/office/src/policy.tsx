// web/office/src/policy.tsx: legal numbers with their days, sources and layers; local rules of two persons. RULE 27
import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { PolicyChange } from "../../generated/limits-office";
import { dayShort, decimal, inAlmaty, money, percent } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { lang } from "../../shared/src/words";
import { api, may, type Schemas } from "./api";
import { Card, Listed, Room, SendingForm, Shown, State, useSending } from "./parts";
import { sourceText } from "./policy_source";
import { fromText, toText } from "./policy_value";
import { TwoPersons } from "./two";
import { t } from "./words";

type Rule = Schemas["PolicyRules"]["rules"][number];

function valueText(rule: Rule): string {
  const text = toText(rule.over ?? 0, rule.under ?? 1, rule.unit);
  if (rule.unit === "money") {
    return money(text);
  }
  return rule.unit === "rate" ? percent(text) : `${decimal(text)} ${t(`unit.${rule.unit as "days"}`)}`;
}

const holds = (rule: Rule, day: string) => rule.from_on <= day && (!rule.until_on || day < rule.until_on);
/** The server says the meaning in the language of the page. */
const meaningOf = (rule: Rule) => rule.meaning.charAt(0).toLocaleUpperCase() + rule.meaning.slice(1);

/** What holds on the day, in each layer; an own rule wins over the shipped one on its days. */
function inForce(rules: readonly Rule[], day: string): Map<string, { shipped?: Rule; local?: Rule }> {
  const kinds = new Map<string, { shipped?: Rule; local?: Rule }>();
  for (const rule of rules) {
    const now = kinds.get(rule.kind) ?? {};
    const layer = rule.layer === "local" ? "local" : "shipped";
    if (holds(rule, day) && rule.from_on >= (now[layer]?.from_on ?? "")) {
      now[layer] = rule;
    }
    kinds.set(rule.kind, now);
  }
  return kinds;
}

/** Each value a kind had and will have, with its days, layer and source. */
function History(props: { rules: readonly Rule[]; day: string }) {
  return (
    <ul className="rows history">
      {props.rules.map((rule) => (
        <li key={rule.layer + rule.from_on}>
          <strong>{valueText(rule)}</strong> <Layer rule={rule} />{" "}
          {rule.from_on > props.day && <State tone="wait">{t("policy.future")}</State>}{" "}
          <span className="soft">
            {t("product.from", { day: dayShort(rule.from_on) })}
            {rule.until_on && ` – ${dayShort(rule.until_on)}`} · {sourceText(rule.source)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Layer(props: { rule: Rule }) {
  const { rule } = props;
  if (rule.layer !== "local") {
    return <State>{t("policy.shipped")}</State>;
  }
  return <State tone={rule.laxer ? "bad" : "good"}>{t(rule.laxer ? "policy.laxer" : "policy.local")}</State>;
}

/** RULE 27: the layers of a rule: what the law says, what the organisation set, and the difference. */
function Row(props: { all: readonly Rule[]; shipped: Rule | undefined; local: Rule | undefined; day: string }) {
  const now = props.local ?? props.shipped ?? props.all.at(-1);
  if (!now) {
    return null;
  }
  return (
    <li>
      <details className="why">
        <summary>
          <span className="rule-name">{meaningOf(now)}</span>
          <span className="rule-value">
            {props.local && props.shipped && <del>{valueText(props.shipped)}</del>} <b>{valueText(now)}</b>{" "}
            {props.local && <Layer rule={props.local} />}
          </span>
          <span className="rule-source soft">
            {t("product.from", { day: dayShort(now.from_on) })} · {sourceText(now.source)}
          </span>
        </summary>
        <History rules={props.all} day={props.day} />
      </details>
    </li>
  );
}

function Rules(props: { rules: readonly Rule[] }) {
  const [text, setText] = useState("");
  const [day, setDay] = useState(inAlmaty(new Date()).day);
  const wanted = text.trim().toLocaleLowerCase();
  const names = new Map(props.rules.map((rule) => [rule.kind, meaningOf(rule)]));
  const nameOf = (kind: string) => names.get(kind) ?? kind;
  const kinds = [...inForce(props.rules, day)]
    .filter(([kind]) => `${nameOf(kind)} ${kind}`.toLocaleLowerCase().includes(wanted))
    .sort(([a], [b]) => nameOf(a).localeCompare(nameOf(b), lang()));
  return (
    <>
      <div className="two">
        <TextInput label={t("policy.find")} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <TextInput
          type="date"
          label={t("policy.on_day")}
          value={day}
          onChange={(event) => event.currentTarget.value && setDay(event.currentTarget.value)}
        />
      </div>
      <Listed of={kinds} none={t("policy.none")}>
        {(some) => (
          <ul className="rows policies">
            {some.map(([kind, { shipped, local }]) => (
              <Row
                key={kind}
                all={props.rules.filter((rule) => rule.kind === kind)}
                shipped={shipped}
                local={local}
                day={day}
              />
            ))}
          </ul>
        )}
      </Listed>
    </>
  );
}

function Proposing(props: { rules: readonly Rule[]; onDone: () => void }) {
  const kinds = [...new Map(props.rules.map((rule) => [rule.kind, rule])).values()];
  const [kind, setKind] = useState(kinds[0]?.kind ?? "");
  const [value, setValue] = useState("");
  const [fromOn, setFromOn] = useState("");
  const [source, setSource] = useState("");
  const sending = useSending();
  const unit = kinds.find((one) => one.kind === kind)?.unit ?? "times";
  const read = fromText(value, unit);

  async function send(key: string): Promise<boolean> {
    if (!read) {
      return false;
    }
    await api.call("post", "/v1/policy/changes", { key, body: { kind, from_on: fromOn, source, ...read } });
    sending.renew();
    setValue("");
    props.onDone();
    return true;
  }

  return (
    <Card title={t("policy.propose")}>
      <SendingForm
        of={sending}
        send={send}
        fields={["kind", "from_on", "until_on", "source"]}
        doing={t("books.send")}
        said={t("books.sent")}
      >
        <NativeSelect
          label={t("policy.rule")}
          value={kind}
          data={kinds.map((one) => ({ value: one.kind, label: meaningOf(one) }))}
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
            {...sending.field("from_on", fromOn, setFromOn)}
            error={sending.at("from_on") ?? sending.at("until_on")}
          />
        </div>
        <TextInput
          label={t("policy.decided_by")}
          {...sending.field("source", source, setSource)}
          maxLength={PolicyChange.source.max}
        />
      </SendingForm>
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

  async function decide(approve: boolean, key: string): Promise<void> {
    await api.call("post", "/v1/policy/changes/{change}/decision", {
      path: { change: change.id },
      key,
      body: { approve },
    });
    props.onDone();
  }

  return (
    <li>
      <p>
        <strong>{meaningOf(change.rule)}</strong>
      </p>
      <p>
        {now && <del>{valueText(now)}</del>} <ins>{valueText(change.rule)}</ins> ·{" "}
        {t("product.from", { day: dayShort(change.rule.from_on) })}{" "}
        {change.rule.laxer && <State tone="bad">{t("policy.laxer")}</State>}
      </p>
      <p className="soft">{change.rule.source}</p>
      <TwoPersons maker={change.maker} may={may("POLICY_CHANGE")} about={meaningOf(change.rule)} decide={decide} />
    </li>
  );
}

export function PolicyRoom() {
  const rules = useLoad(async () => (await api.call("get", "/v1/policy", {})).data.rules, []);
  const waiting = useLoad(async () => (await api.call("get", "/v1/policy/changes", {})).data.changes, []);
  const day = inAlmaty(new Date()).day;
  const again = () => {
    rules.again();
    waiting.again();
  };
  const now = (kind: string) => {
    const found = rules.data && inForce(rules.data, day).get(kind);
    return found?.local ?? found?.shipped;
  };
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
      <Card title={t("policy.rules")}>
        <Shown of={rules}>{(data) => <Rules rules={data} />}</Shown>
      </Card>
      {may("POLICY_CHANGE") && rules.data && <Proposing rules={rules.data} onDone={again} />}
    </Room>
  );
}
