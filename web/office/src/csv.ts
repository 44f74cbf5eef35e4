// web/office/src/csv.ts: a list as a file for a spreadsheet.

const AMOUNT = /^-?\d+(\.\d+)?$/;

/** What a spreadsheet would run as a formula is told to be text. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !AMOUNT.test(text) ? `'${text}` : text;
  return /[";\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** By semicolons and with the mark of UTF-8, because Excel of this country reads it so. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(cell).join(";")}\r\n`).join("")}`;
}
