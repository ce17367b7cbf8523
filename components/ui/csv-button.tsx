"use client";

import { useShownZone } from "@/components/shell/view-state";
import { csvFileName, csvText, type CsvColumn } from "@/lib/pipeline/present/csv";
import { downloadText } from "./download-text";

interface CsvButtonProps<Row> {
  /** What the table is of; for screen readers. */
  readonly caption: string;
  /** Of the exported file, without its ending. */
  readonly csvName: string;
  readonly columns: readonly CsvColumn<Row>[];
  /** In the order of the file. */
  readonly rows: readonly Row[];
}

/** Gives the visitor a table as a file, its times in the zone that is looked at. */
export function CsvButton<Row>({ caption, csvName, columns, rows }: CsvButtonProps<Row>) {
  const timeZone = useShownZone();
  return (
    <button
      type="button"
      className="btn min-h-[28px]! py-0.5!"
      onClick={() => downloadText(csvFileName(csvName), csvText(columns, rows, timeZone))}
      disabled={rows.length === 0}
      aria-label={`Download as CSV: ${caption}`}
    >
      CSV
    </button>
  );
}
