import { expect, test } from "vitest";
import { presentBackfill } from "./present-backfill";
import type { Backfill, BackfillSource } from "@/lib/domain/backfill";

const engine = (url: string): BackfillSource => ({
  ...{ kind: "engine", url, expressions: null },
  ...{ regionLabel: "region", serviceLabel: "service", latencyUnit: "s" },
});
const backfill = (source: BackfillSource): Backfill => ({
  ...{ id: "i", name: "n", source, hasHeaders: false, demo: false, state: "waiting" },
  ...{ span: null, cursorMs: null, points: 0, rows: 0, skipped: 0, workedMs: 0, failures: 0 },
  ...{ problem: null, createdBy: "u", createdAtMs: 0, finishedAtMs: null },
});

test.each([
  ["https://a.example:8080/mimir/prometheus", "https://a.example:8080/mimir/prometheus"],
  ["http://a.example", "http://a.example"],
  ["http://a.example/p?token=secret#secret", "http://a.example/p"],
  ["http://name:secret@a.example/p", "http://a.example/p"],
])("the engine %s is shown as %s", (url, subject) => {
  expect(presentBackfill(backfill(engine(url))).subject).toBe(subject);
});

test("a file is shown by its name", () => {
  expect(presentBackfill(backfill({ kind: "file", path: "/data/imports/a.om" })).subject).toBe("a.om");
});
