import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { asNarrowed, readWhatFits, type SliceTools } from "./read-slice";
import type { Ctx } from "@/lib/context";
import type { Backfill } from "@/lib/domain/backfill";
import { HOUR_MS, MINUTE_MS, TIERS } from "@/lib/domain/window";
import { BUILT_IN_RULES } from "@/lib/pipeline/ingest/mapping/built-in-rules";
import { compileMapping } from "@/lib/pipeline/ingest/mapping/compile-mapping";

const BUCKETS = 2;
const WINDOWS_THAT_FIT = 16;
vi.mock("./file-slice", async (original) => {
  const real = await original<typeof import("./file-slice")>();
  const readFileSlice: typeof real.readFileSlice = (file, slice, mapSeries) =>
    real.readFileSlice(file, slice, mapSeries, WINDOWS_THAT_FIT * BUCKETS);
  return { ...real, readFileSlice };
});

const FROM_MS = Date.UTC(2026, 10, 23, 12);
let folder: string;
beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), "hm-read-slice-"))));
afterAll(() => rmSync(folder, { recursive: true }));

test("a file whose buckets do not fit into memory is read in smaller slices", async () => {
  const file = path.join(folder, "metrics.om");
  const lines = ["# TYPE http_request_duration_seconds histogram"];
  for (const le of ["0.1", "+Inf"])
    for (let minute = 0; minute <= 60; minute++)
      lines.push(
        `http_request_duration_seconds_bucket{region="eu",service="a",le="${le}"} ${minute} ${FROM_MS / 1_000 + minute * 60}`,
      );
  writeFileSync(file, [...lines, "# EOF", ""].join("\n"));
  const backfill = { id: "i", source: { kind: "file", path: file } } as Backfill;
  const scope = { regionLabels: ["region"], serviceLabels: ["service"] };
  const tools: SliceTools = {
    box: { seal: String, open: String },
    mapping: async () => compileMapping(BUILT_IN_RULES, scope),
    queriesFor: () => expect.unreachable("a file has no engine"),
    ahead: { next: null },
  };
  const hour = { tier: TIERS[1], fromMs: FROM_MS, toMs: FROM_MS + HOUR_MS, stepMs: MINUTE_MS };
  const { slice, read } = await readWhatFits({} as Ctx, backfill, hour, tools);
  // Half an hour, then a quarter, from the newest.
  expect([slice.fromMs, slice.toMs]).toEqual([FROM_MS + 45 * MINUTE_MS, FROM_MS + HOUR_MS]);
  const [{ columns }] = read.span.scopes;
  expect([...columns!.buckets.values()][0]!.counts).toEqual(new Float64Array(15 * BUCKETS).fill(1));
  // The next one is asked for as much at once.
  const rest = { ...hour, toMs: slice.fromMs };
  expect(asNarrowed(backfill, rest, tools.ahead)).toEqual({ ...rest, fromMs: FROM_MS + 30 * MINUTE_MS });
  expect(asNarrowed({ ...backfill, id: "other" }, rest, tools.ahead)).toEqual(rest);
});
