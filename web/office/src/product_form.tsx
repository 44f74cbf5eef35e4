// web/office/src/product_form.tsx: a new version of a product, filled in with what holds now. RULE 27
import { Checkbox, Group, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { ProductEntry } from "../../generated/limits-office";
import { decimal, inAlmaty, NBSP, readAmount } from "../../shared/src/format";
import { lang } from "../../shared/src/words";
import { api, type Schemas } from "./api";
import { Card, Facts, SendingForm, useSending } from "./parts";
import { penaltyFacts, type Version } from "./products";
import { t } from "./words";

type Entry = Schemas["ProductEntry"];
const METHODS = ["annuity", "differentiated", "bullet"] as const;
const NAMES = ["code", "name_kk", "name_ru", "name_en"] as const;
const AMOUNTS = ["amount_min", "amount_max", "amount_step", "alone_max"] as const;
const NUMBERS = ["periods_min", "periods_max", "offer_days"] as const;
const RATES = ["rate_percent", "penalty_percent"] as const;

const EMPTY: Entry = {
  code: "",
  name_kk: "",
  name_ru: "",
  name_en: "",
  from_on: "",
  class: "consumer",
  amount_min: "50000.00",
  amount_max: "500000.00",
  amount_step: "10000.00",
  periods_min: 3,
  periods_max: 12,
  rate_percent: "",
  penalty_percent: "",
  methods: [...METHODS],
  day_count: "30/360",
  weekend_next: false,
  offer_days: 5,
  alone_max: "300000.00",
};

/** An amount as one would type it, the same in each language: "50 000". */
const typed = (amount: string) => amount.replace(/\.00$/, "").replace(/\B(?=(\d{3})+(?!\d))/g, NBSP);

/** What a version says, as a new proposal that begins tomorrow. */
function entryOf(one: Version | undefined): Entry {
  const tomorrow = new Date(Date.parse(inAlmaty(new Date()).day) + 86_400_000).toISOString().slice(0, 10);
  if (!one) {
    return { ...EMPTY, from_on: tomorrow };
  }
  const taken = Object.entries(one).filter(([name]) => name in ProductEntry); // what a proposal has, and nothing else
  const amounts = Object.fromEntries(AMOUNTS.map((name) => [name, typed(one[name] ?? "0.00")]));
  const rates = Object.fromEntries(RATES.map((name) => [name, decimal(one[name].replace(/\.?0+$/, ""))]));
  return { ...Object.fromEntries(taken), ...amounts, ...rates, from_on: tomorrow } as Entry;
}

/** The terms that the law sets for the class, as a version of it has them. */
function ByLaw(props: { of: Version | undefined }) {
  return props.of ? (
    <div>
      <h3>{t("product.by_law")}</h3>
      <Facts of={penaltyFacts(props.of)} />
    </div>
  ) : null;
}

export function Proposing(props: { all: readonly Version[]; onDone: () => void }) {
  const current = props.all.filter((one) => one.state === "published");
  const [entry, setEntry] = useState<Entry>(entryOf(current[0]));
  const [like, setLike] = useState(current[0]?.code ?? "");
  const sending = useSending();

  const set = (change: Partial<Entry>) => setEntry({ ...entry, ...change });

  async function send(key: string): Promise<void> {
    const amounts = Object.fromEntries(AMOUNTS.map((name) => [name, readAmount(entry[name] ?? "") ?? entry[name]]));
    const rates = Object.fromEntries(RATES.map((name) => [name, entry[name].replace(",", ".")]));
    await api.call("post", "/v1/products", { key, body: { ...entry, ...amounts, ...rates } });
    props.onDone();
  }

  const text = (name: (typeof NAMES)[number] | (typeof RATES)[number] | (typeof AMOUNTS)[number]) => (
    <TextInput
      key={name}
      label={t(`product.${name}`)}
      value={entry[name]}
      error={sending.at(name)}
      inputMode={name.startsWith("name") || name === "code" ? "text" : "decimal"}
      maxLength={"max" in ProductEntry[name] && name !== "alone_max" ? 100 : undefined}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
      required
    />
  );

  return (
    <Card title={t("product.propose")}>
      <SendingForm
        of={sending}
        send={send}
        fields={[...NAMES, ...AMOUNTS, ...NUMBERS, ...RATES, "from_on", "methods"]}
        doing={t("books.send")}
        said={t("books.sent")}
      >
        <NativeSelect
          label={t("product.like")}
          value={like}
          data={[
            ...current.map((one) => ({ value: one.code, label: one[`name_${lang()}` as const] })),
            { value: "", label: t("product.new") },
          ]}
          onChange={(event) => {
            setLike(event.currentTarget.value);
            set(entryOf(current.find((one) => one.code === event.currentTarget.value)));
          }}
        />
        <div className="two">
          {NAMES.map(text)}
          <TextInput
            type="date"
            label={t("policy.from_on")}
            {...sending.field("from_on", entry.from_on, (from_on) => set({ from_on }))}
          />
          <NativeSelect
            label={t("product.class")}
            value={entry.class}
            data={ProductEntry.class.choices.map((one) => ({ value: one, label: t(`class.${one}`) }))}
            onChange={(event) => set({ class: event.currentTarget.value as Entry["class"] })}
          />
          {AMOUNTS.map(text)}
          {NUMBERS.map((name) => (
            <TextInput
              key={name}
              label={t(`product.${name}`)}
              value={String(entry[name])}
              error={sending.at(name)}
              inputMode="numeric"
              onChange={(event) => set({ [name]: Number(event.currentTarget.value.replace(/\D/g, "")) })}
              required
            />
          ))}
          {RATES.map(text)}
          <NativeSelect
            label={t("product.day_count")}
            value={entry.day_count}
            data={[...ProductEntry.day_count.choices]}
            onChange={(event) => set({ day_count: event.currentTarget.value as Entry["day_count"] })}
          />
        </div>
        <ByLaw of={props.all.find((one) => one.class === entry.class)} />
        <fieldset className="plain">
          <legend>{t("product.methods")}</legend>
          <Group>
            {METHODS.map((method) => (
              <Checkbox
                key={method}
                label={t(`repay.${method}`)}
                checked={entry.methods.includes(method)}
                onChange={(event) =>
                  set({
                    methods: METHODS.filter((one) =>
                      one === method ? event.currentTarget.checked : entry.methods.includes(one),
                    ),
                  })
                }
              />
            ))}
          </Group>
          {sending.at("methods") && <p className="fault">{sending.at("methods")}</p>}
        </fieldset>
        <Checkbox
          label={t("product.weekend")}
          checked={entry.weekend_next === true}
          onChange={(event) => set({ weekend_next: event.currentTarget.checked })}
        />
        <Checkbox
          label={t("product.closed")}
          checked={entry.closed === true}
          onChange={(event) => set({ closed: event.currentTarget.checked })}
        />
      </SendingForm>
    </Card>
  );
}
