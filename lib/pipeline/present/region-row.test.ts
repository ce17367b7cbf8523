import { expect, it } from "vitest";
import { exampleRegion } from "@/lib/testing/example-cycle";
import { plainText } from "./format-number";
import { REGION_COLUMNS, regionRows } from "./region-row";
import { envelopeOf } from "./rest/rest-answer";
import { regionalMetricsAnswer } from "./rest/regional-metrics-answer";

const NOW_MS = Date.UTC(2026, 10, 23, 12, 0, 3);
const rowsOf = (...regions: ReturnType<typeof exampleRegion>[]) =>
  regionRows(envelopeOf(regionalMetricsAnswer(regions, { limit: 100 }), NOW_MS));

it("puts the worst first, then the busiest", () => {
  const rows = rowsOf(
    exampleRegion("quiet", { status: "healthy", requestsPerSecond: 10 }),
    exampleRegion("busy", { status: "healthy", requestsPerSecond: 1_000 }),
    exampleRegion("silent", { status: "unknown", requestsPerSecond: null }),
    exampleRegion("slow", { status: "degraded" }),
    exampleRegion("dead", { status: "down" }),
    exampleRegion("burning", { status: "critical" }),
  );
  expect(rows.map((row) => row.code)).toEqual(["dead", "burning", "slow", "silent", "busy", "quiet"]);
});

it("reads every column, and keeps what is not known apart from zero", () => {
  const [row] = rowsOf(exampleRegion("eu-west-1", { activeUsers: null, errorRatio: 0 }));
  const cells = Object.fromEntries(
    row.cells.map((cell) => [
      cell.column.id,
      cell.value ? plainText(cell.value).replace("\u2009", " ") : null,
    ]),
  );
  expect(cells).toEqual({
    users: null,
    rps: "2.50 k/s",
    p99: "143 ms",
    errors: "0 %",
    availability: "99.920 %",
    cpu: "65 %",
    servers: "250",
    connections: "125",
    cache: "94 %",
    lb: "99 %",
  });
  expect(row.cells.find((cell) => cell.column.id === "users")?.missing?.remedy).toBeTruthy();
  expect(row.name).toBe("EU West");
  expect(row.cells.map((cell) => cell.column)).toEqual(REGION_COLUMNS);
});

it("calls a region as the catalogue does", () => {
  const response = envelopeOf(regionalMetricsAnswer([exampleRegion("eu-west-1")], { limit: 10 }), 0);
  expect(regionRows(response, (code) => `<${code}>`)[0].name).toBe("<eu-west-1>");
});
