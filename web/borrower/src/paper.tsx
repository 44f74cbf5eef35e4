// web/borrower/src/paper.tsx: a document read in the page, its languages as tabs, from the same model as its PDF. RULE 7.3
import { useState } from "react";
import { useLoad } from "../../shared/src/load";
import { LANG_NAMES, lang } from "../../shared/src/words";
import { Trouble } from "./trouble";
import { t } from "./words";

type Both = Readonly<Record<"kk" | "ru", string>>;
interface Block {
  is: "title" | "subtitle" | "para" | "head" | "clause" | "row" | "strong" | "box" | "box_end" | "page" | "table";
  text?: Both;
  value?: Both;
  number?: string;
  columns?: readonly { text: Both }[];
  rows?: readonly (readonly string[])[];
  total?: readonly string[];
}
export interface PaperModel {
  kind: string;
  hash: string;
  blocks: readonly Block[];
  evidence: readonly Block[];
}
type PaperLang = "kk" | "ru";

function Sheet(props: { block: Block; tongue: PaperLang }) {
  const { block, tongue } = props;
  const nameOf = (column: number) => block.columns?.[column]?.text[tongue]; // stands in each row on a telephone
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard (WCAG 2.1.1)
    <section className="wide-table" tabIndex={0} aria-label={t("calculator.details")}>
      <table className="paper-table">
        <thead>
          <tr>
            {block.columns?.map((column) => (
              <th key={column.text.ru} scope="col">
                {column.text[tongue]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows?.map((row) => (
            <tr key={row.join()}>
              {row.map((cell, i) => (
                <td key={`${i}${cell}`} data-label={nameOf(i)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            {block.total?.map((cell, i) => (
              <td key={`${i}${cell}`} data-label={nameOf(i)}>
                {cell}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function Line(props: { block: Block; tongue: PaperLang }) {
  const { block, tongue } = props;
  const text = block.text?.[tongue] ?? "";
  switch (block.is) {
    case "title":
      return <h2>{text}</h2>;
    case "subtitle":
      return <p className="paper-subtitle">{text}</p>;
    case "head":
      return (
        <h3>
          {block.number} {text}
        </h3>
      );
    case "clause":
      return (
        <p>
          {block.number} {text}
        </p>
      );
    case "row":
    case "strong":
      return (
        <p className={`paper-row ${block.is}`}>
          <span>{text}</span> <strong>{block.value?.[tongue]}</strong>
        </p>
      );
    case "table":
      return <Sheet block={block} tongue={tongue} />;
    case "para":
      return <p>{text}</p>;
    default:
      return block.is === "page" ? <hr /> : null;
  }
}

/** `ask` brings the model of a document. */
export function Paper(props: { ask: () => Promise<PaperModel>; on: readonly unknown[] }) {
  const [tongue, setTongue] = useState<PaperLang>(lang() === "ru" ? "ru" : "kk");
  const found = useLoad(props.ask, props.on);
  if (!found.data) {
    return found.fault ? (
      <Trouble fault={found.fault} again={found.again} />
    ) : (
      <p className="empty">{t("frame.loading")}</p>
    );
  }
  const { blocks, evidence, hash } = found.data;
  return (
    <div>
      <fieldset className="choices">
        <legend className="unseen">{t("paper.language")}</legend>
        {(["kk", "ru"] as const).map((one) => (
          <label key={one}>
            <input type="radio" name="tongue" checked={one === tongue} onChange={() => setTongue(one)} />
            <span lang={one}>{LANG_NAMES[one]}</span>
          </label>
        ))}
      </fieldset>
      <article className="paper card" lang={tongue}>
        {[...blocks, ...evidence].map((block, i) => (
          <Line key={`${i}${block.is}`} block={block} tongue={tongue} />
        ))}
        {!evidence.some((block) => block.value?.kk.includes(hash)) && <p className="hint">SHA-256 {hash}</p>}
      </article>
    </div>
  );
}
