// web/borrower/src/qr.tsx: a QR code drawn as one path.
import { useMemo } from "react";
import { qrOf } from "./qr_code";

const QUIET = 4; // modules of light around it

/** RULE 7.6: details of a payment to be taken over by another device. */
export function Qr(props: { text: string; name: string }) {
  const rows = useMemo(() => qrOf(props.text), [props.text]);
  const size = rows.length + 2 * QUIET;
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x + QUIET} ${y + QUIET}h1v1h-1z`] : [])));
  return (
    <figure className="qr">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={props.name} shapeRendering="crispEdges">
        <path d={path.join("")} />
      </svg>
      <figcaption className="hint">{props.name}</figcaption>
    </figure>
  );
}
