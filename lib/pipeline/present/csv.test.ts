import { describe, expect, it } from "vitest";
import { BYTE_ORDER_MARK, csvCell, csvFileName, csvText, type CsvColumn } from "./csv";

describe("a cell", () => {
  it.each([
    ["plain", "plain"],
    ["", ""],
    [null, ""],
    [0, "0"],
    [-12.5, "-12.5"],
    [1e-7, "1e-7"],
    [Number.NaN, ""],
    ["a,b", '"a,b"'],
    ["a;b", '"a;b"'],
    ['say "no"', '"say ""no"""'],
    ["two\nlines", '"two\nlines"'],
    ["Zürich – 5 µs", "Zürich – 5 µs"],
  ])("%j is written %s", (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });

  it.each([
    ["=1+1", "'=1+1"],
    ["+49 30 1234", "'+49 30 1234"],
    ["-cmd", "'-cmd"],
    ["-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["＝1", "'＝1"],
    ["\t=1", '"\'\t=1"'],
    ["\r=1", '"\'\r=1"'],
    ['=HYPERLINK("http://evil.example","x")', '"\'=HYPERLINK(""http://evil.example"",""x"")"'],
  ])("%j cannot become a formula: %s", (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });

  it.each(["-12.5", "-3", "-1e-7"])("the number %s stays one, though it is text", (value) => {
    expect(csvCell(value)).toBe(value);
  });
});

interface Row {
  readonly atMs: number;
  readonly rps: number | null;
}
const COLUMNS: readonly CsvColumn<Row>[] = [
  { label: "Time", value: (row) => row.atMs, time: true },
  { label: "Requests, all", unit: "per second", value: (row) => row.rps },
];

it("writes times as the zone's clock shows them, both half past twos of an autumn night apart", () => {
  const rows = [
    { atMs: Date.parse("2026-10-25T00:30:00Z"), rps: 1.5 },
    { atMs: Date.parse("2026-10-25T01:30:00Z"), rps: null },
  ];
  expect(csvText(COLUMNS, rows, "Europe/Berlin")).toBe(
    `${BYTE_ORDER_MARK}Time,"Requests, all (per second)"\r\n` +
      "2026-10-25T02:30:00+02:00,1.5\r\n" +
      "2026-10-25T02:30:00+01:00,\r\n",
  );
});

it.each([
  ["CPU, EU West", "cpu-eu-west.csv"],
  ["../../etc/passwd", "etc-passwd.csv"],
  ["数", "table.csv"],
])("a file of %s is called %s", (name, file) => {
  expect(csvFileName(name)).toBe(file);
});
