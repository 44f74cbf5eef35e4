// web/office/src/texts.tsx: texts that clients acknowledge: the rules of lending, rights and duties; a proposal beside what
// holds, line by line; two persons. RULE 8.2 RULE 8.5 RULE 27
import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { DisclosureEntry } from "../../generated/limits-office";
import { dayShort, inAlmaty, moment, NBSP } from "../../shared/src/format";
import { api, may, type Schemas } from "./api";
import { changed, differences } from "./diff";
import { Card, SendingForm, State, useSending } from "./parts";
import { TwoPersons, VERSION_TONES, VersionsRoom } from "./two";
import { t } from "./words";

type Text = Schemas["DisclosureVersions"]["texts"][number];
type Kind = Schemas["DisclosureEntry"]["kind"];
const KINDS = DisclosureEntry.kind.choices;
const LANGS = ["kk", "ru"] as const;

function Differences(props: { now: string; then: string; lang: string }) {
  return (
    <div className="diff" lang={props.lang}>
      {changed(differences(props.now.split("\n"), props.then.split("\n"))).map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their place
        <p key={i}>
          {line.kind === "gone" ? <del>{line.text}</del> : line.kind === "new" ? <ins>{line.text}</ins> : line.text}
        </p>
      ))}
    </div>
  );
}

function Waiting(props: { of: Text; now: Text | undefined; onDone: () => void }) {
  const { of, now } = props;
  const name = t("text.proposed", { name: t(`text_kind.${of.kind as Kind}`), nr: of.nr });

  async function decide(approve: boolean, key: string): Promise<void> {
    const path = { disclosure: of.id };
    await api.call("post", "/v1/disclosures/{disclosure}/decision", { path, key, body: { approve } });
    props.onDone();
  }

  return (
    <Card title={name}>
      <p className="soft">{t("product.from", { day: dayShort(of.from_on) })}</p>
      <div className="two">
        {LANGS.map((one) => (
          <Differences key={one} lang={one} now={now?.[`body_${one}`] ?? ""} then={of[`body_${one}`]} />
        ))}
      </div>
      <TwoPersons maker={of.maker} may={may("PRODUCT_CHANGE")} about={name} decide={decide} />
    </Card>
  );
}

function Proposing(props: { all: readonly Text[]; onDone: () => void }) {
  const current = (kind: Kind) => props.all.find((one) => one.kind === kind && one.state === "published");
  const today = inAlmaty(new Date()).day;
  const [kind, setKind] = useState<Kind>("rules");
  const [bodies, setBodies] = useState({
    kk: current("rules")?.body_kk ?? "",
    ru: current("rules")?.body_ru ?? "",
  });
  const [fromOn, setFromOn] = useState(today);
  const sending = useSending();

  async function send(key: string): Promise<void> {
    const body = { kind, from_on: fromOn, body_kk: bodies.kk, body_ru: bodies.ru };
    await api.call("post", "/v1/disclosures", { key, body });
    props.onDone();
  }

  return (
    <Card title={t("text.propose")}>
      <SendingForm of={sending} send={send} fields={["from_on", "body_kk", "body_ru"]} doing={t("books.send")}>
        <div className="two">
          <NativeSelect
            label={t("text.kind")}
            value={kind}
            data={KINDS.map((one) => ({ value: one, label: t(`text_kind.${one}`) }))}
            onChange={(event) => {
              const now = event.currentTarget.value as Kind;
              setKind(now);
              setBodies({ kk: current(now)?.body_kk ?? "", ru: current(now)?.body_ru ?? "" });
            }}
          />
          <TextInput
            type="date"
            label={t("policy.from_on")}
            {...sending.field("from_on", fromOn, setFromOn)}
            min={today}
          />
        </div>
        <div className="two">
          {LANGS.map((one) => (
            <Textarea
              key={one}
              lang={one}
              label={t(`text_body.${one}`)}
              rows={12}
              maxLength={DisclosureEntry.body_kk.max}
              value={bodies[one]}
              error={sending.at(`body_${one}`)}
              onChange={(event) => setBodies({ ...bodies, [one]: event.currentTarget.value })}
              required
            />
          ))}
        </div>
      </SendingForm>
    </Card>
  );
}

function Versions(props: { of: readonly Text[] }) {
  return (
    <ul className="rows">
      {props.of.map((one) => (
        <li key={one.id}>
          <details className="why">
            <summary>
              {t(`text_kind.${one.kind as Kind}`)}, №{NBSP}
              {one.nr}{" "}
              <State tone={VERSION_TONES[one.state as "proposed"]}>
                {t(`product_state.${one.state as "proposed"}`)}
              </State>{" "}
              <span className="soft">
                {t("product.from", { day: dayShort(one.from_on) })} · {moment(one.made_at)}
              </span>
            </summary>
            <div className="two">
              {LANGS.map((lang) => (
                <div key={lang} lang={lang} className="body">
                  {one[`body_${lang}`]}
                </div>
              ))}
            </div>
          </details>
        </li>
      ))}
    </ul>
  );
}

export function TextsRoom() {
  return (
    <VersionsRoom<Text>
      title={t("room.texts")}
      all={t("text.all")}
      load={async () => (await api.call("get", "/v1/disclosure-versions", {})).data.texts}
      same={(one) => one.kind}
      waiting={(of, now, onDone) => <Waiting of={of} now={now} onDone={onDone} />}
      versions={(all) => <Versions of={all} />}
      proposing={(all, onDone) => <Proposing all={all} onDone={onDone} />}
    />
  );
}
