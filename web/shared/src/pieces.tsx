// web/shared/src/pieces.tsx: what both sides show in the same way, without a kit: schedule, chart of the debt, letters.
import type { ReactNode } from "react";
import { dayShort, decimal, moment, money, moneyRound } from "./format";
import { t } from "./words";

export interface ScheduleRow {
  nr: number;
  date: string;
  principal: string;
  remuneration: string;
  due: string;
  balance: string;
  penalty?: string;
}

/** RULE 7.5.a RULE 8.3: principal, remuneration and penalty apart. On a phone each row becomes a card. */
export function ScheduleTable(props: { rows: readonly ScheduleRow[]; caption: string; penalty?: boolean }) {
  const rows = props.rows.filter((row) => row.nr > 0);
  return (
    <table className="schedule">
      <caption>{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t("schedule.nr")}</th>
          <th scope="col">{t("schedule.date")}</th>
          <th scope="col">{t("schedule.due")}</th>
          <th scope="col">{t("figure.principal")}</th>
          <th scope="col">{t("figure.remuneration")}</th>
          {props.penalty && <th scope="col">{t("figure.penalty")}</th>}
          <th scope="col">{t("schedule.balance")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.nr}>
            <td>{row.nr}</td>
            <th scope="row">{dayShort(row.date)}</th>
            <td className="strong">{decimal(row.due)}</td>
            <td data-label={t("figure.principal")}>{decimal(row.principal)}</td>
            <td data-label={t("figure.remuneration")}>{decimal(row.remuneration)}</td>
            {props.penalty && <td data-label={t("figure.penalty")}>{decimal(row.penalty ?? "0.00")}</td>}
            <td data-label={t("schedule.balance")}>{decimal(row.balance)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export interface ChartLine {
  name: string;
  /** Day and decimal amount, in order. A chart is a picture of them: doubles do no harm here, tables carry the figures. */
  points: readonly { day: string; amount: string }[];
}

const WIDTH = 640;
const HEIGHT = 240;
const LEFT = 2;
const BOTTOM = 4;
const dayNumber = (day: string) => Date.parse(day) / 86_400_000;

/** The debt over time as steps: it falls on the days of payment. The table behind it has the same figures. */
export function DebtChart(props: { lines: readonly ChartLine[]; title: string }) {
  const points = props.lines.flatMap((line) => line.points);
  const days = points.map((point) => dayNumber(point.day));
  const [from, to] = [Math.min(...days), Math.max(...days)];
  const top = points.reduce((found, { amount }) => (Number(amount) > Number(found) ? amount : found), "0.00");
  const most = Math.max(Number(top), 1);
  const x = (day: string) => LEFT + ((dayNumber(day) - from) / Math.max(to - from, 1)) * (WIDTH - 2 * LEFT);
  const y = (amount: string) => HEIGHT - BOTTOM - (Number(amount) / most) * (HEIGHT - 2 * BOTTOM);
  const path = (line: ChartLine) =>
    line.points
      .map((point, i) => (i === 0 ? `M${x(point.day)} ${y(point.amount)}` : `H${x(point.day)}V${y(point.amount)}`))
      .join("");
  const ends = [points[0]?.day, points.at(-1)?.day];
  return (
    <figure className="chart">
      <figcaption>{props.title}</figcaption>
      <p className="scale">{moneyRound(top)}</p>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={props.title}>
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <line
            key={share}
            className="grid"
            x1={LEFT}
            x2={WIDTH - LEFT}
            y1={y(String(most * share))}
            y2={y(String(most * share))}
          />
        ))}
        {props.lines.map((line, i) => (
          <path key={line.name} className={`line line-${i}`} d={path(line)} />
        ))}
      </svg>
      <p className="ends">
        <span>{ends[0] ? dayShort(ends[0]) : ""}</span>
        <span>{ends[1] ? dayShort(ends[1]) : ""}</span>
      </p>
      {props.lines.length > 1 && (
        <ul className="legend">
          {props.lines.map((line, i) => (
            <li key={line.name}>
              <svg viewBox="0 0 28 8" aria-hidden="true">
                <path className={`line line-${i}`} d="M1 4H27" />
              </svg>
              {line.name}
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}

/** A figure with its name; `large` where the law wants figures of one size side by side. */
export function Figure(props: { name: string; amount: string; large?: boolean; children?: ReactNode }) {
  return (
    <div className={props.large ? "figure figure-large" : "figure"}>
      <dt>{props.name}</dt>
      <dd>
        {money(props.amount)}
        {props.children}
      </dd>
    </div>
  );
}

export interface LetterShown {
  id: string;
  mine: boolean;
  sentAt: string;
  text: string;
  pictures: readonly string[];
}

/** RULE 7.7: letters of both sides, in the order they were sent. */
export function Thread(props: {
  letters: readonly LetterShown[];
  them: string;
  /** Who wrote what is `mine`, where that is not the reader alone. */
  us?: string;
  after?: (letter: LetterShown) => ReactNode;
}) {
  return (
    <ol className="thread">
      {props.letters.map((letter) => (
        <li key={letter.id} className={letter.mine ? "mine" : "theirs"}>
          <article>
            <header>
              <strong>{letter.mine ? (props.us ?? t("letter.you")) : props.them}</strong>
              <time dateTime={letter.sentAt}>{moment(letter.sentAt)}</time>
            </header>
            <p>{letter.text}</p>
            {letter.pictures.map((picture, i) => (
              <img key={picture.slice(-40)} src={picture} alt={t("letter.picture", { n: i + 1 })} />
            ))}
            {props.after?.(letter)}
          </article>
        </li>
      ))}
    </ol>
  );
}

/** A picture as the letter carries it: base64 of PNG or JPEG bytes, told by their first byte. */
export function pictureAddress(base64: string): string {
  return `data:${base64.startsWith("iVBOR") ? "image/png" : "image/jpeg"};base64,${base64}`;
}

/** The bytes of a file as base64. */
export async function base64Of(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}
