import { localIso } from "@/lib/domain/zone-time";

/** A column of an export. */
export interface CsvColumn<Row> {
  readonly label: string;
  readonly value: (row: Row) => string | number | null;
  /** Written beside the label: figures of a file have nobody who says what they are. */
  readonly unit?: string;
  /** The value is a moment, Unix ms: it is written as the zone's own time with its offset. */
  readonly time?: boolean;
}

/**
 * Without this mark Excel reads UTF-8 as its country's old code page: `Zürich` becomes `ZÃ¼rich`. Programs that read CSV skip
 * it (in Python: encoding utf-8-sig).
 */
export const BYTE_ORDER_MARK = "\uFEFF";

const LINE_END = "\r\n";
/** What a spreadsheet takes for the start of a formula, also in its full-width form. Source: OWASP, CSV injection. */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/;
/** The last two separate cells in some countries' spreadsheets. */
const NEEDS_QUOTES = /[",\r\n;\t]/;

/** Rows as RFC 4180, with a line of headings. Missing is an empty cell, never 0; no cell can be a formula. */
export function csvText<Row>(
  columns: readonly CsvColumn<Row>[],
  rows: readonly Row[],
  timeZone: string,
): string {
  const cell = (row: Row, { value, time }: CsvColumn<Row>) => {
    const raw = value(row);
    return csvCell(time === true && typeof raw === "number" ? localIso(raw, timeZone) : raw);
  };
  const lines = [
    columns.map(({ label, unit }) => csvCell(unit === undefined ? label : `${label} (${unit})`)),
    ...rows.map((row) => columns.map((column) => cell(row, column))),
  ];
  return BYTE_ORDER_MARK + lines.map((cells) => cells.join(",") + LINE_END).join("");
}

/** A text that a spreadsheet would calculate is led by an apostrophe, which it takes for 'this is text'. */
export function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  const safe = FORMULA_START.test(value) && !PLAIN_NUMBER.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** `cpu-eu-west-1.csv` from any name. */
export function csvFileName(name: string): string {
  const slug = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return `${slug === "" ? "table" : slug}.csv`;
}
