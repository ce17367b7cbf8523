import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseLabels, parseOpenMetricsLine } from "./open-metrics-line";
import { readOpenMetrics, type FileLimits, type FileVisitor } from "./open-metrics-reader";

describe("a line", () => {
  test.each([
    ["# EOF", { kind: "eof" }],
    ["# TYPE http_requests counter", { kind: "type", family: "http_requests", type: "counter" }],
    ["# HELP http_requests All of \\n them", { kind: "comment", family: "http_requests" }],
    ["a 1 2", { kind: "sample", name: "a", identity: "a", labelText: null, value: 1, timeMs: 2_000 }],
    ["a{} 1e3 2.5", { kind: "sample", identity: "a{}", labelText: "", value: 1_000, timeMs: 2_500 }],
    ['a{b="}"} +Inf 2', { kind: "sample", labelText: 'b="}"', value: Infinity }],
    ['a{b="\\"x"} -.5 2', { kind: "sample", labelText: 'b="\\"x"', value: -0.5 }],
    ['a_total 3 2 # {trace="x"} 0.1 1.9', { kind: "sample", value: 3, timeMs: 2_000 }],
    ["a NaN 1", { kind: "sample", value: NaN }],
  ])("%s is understood", (line, expected) => {
    expect(parseOpenMetricsLine(line)).toMatchObject(expected);
  });

  test.each([
    ["", /empty line/],
    ["# comment", /comment/],
    ["# TYPE a what", /type/],
    ["1a 1 2", /metric's name/],
    ["a", /space and a value/],
    ["a  1 2", /value is no number/],
    ["a x 2", /value is no number/],
    ["a 0x1 2", /value is no number/],
    ["a 1", /no timestamp/],
    ["a 1 now", /timestamp is no number/],
    ["a 1 1e400", /timestamp is no time in seconds/],
    ["a 1 1700000000000000", /timestamp is no time in seconds/],
    ["a 1 2 3", /follows the timestamp/],
    ['a{b="c" 1 2', /do not end/],
  ])("%j is refused", (line, why) => {
    expect(() => parseOpenMetricsLine(line)).toThrow(why);
  });

  test("labels lose their escapes", () => {
    expect(parseLabels("a", 'b="1\\n2",c="\\\\ \\""')).toEqual([
      ["__name__", "a"],
      ["b", "1\n2"],
      ["c", '\\ "'],
    ]);
  });
  test.each(["b=c", 'b="c",', 'b="c",b="d"', ',b="c"', 'b="\\x"', '1="x"', 'b="c"d="e"'])(
    "labels %s are refused",
    (text) => {
      expect(() => parseLabels("a", text)).toThrow();
    },
  );
});

describe("a file", () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), "hm-open-metrics-"))));
  afterAll(() => rmSync(folder, { recursive: true }));

  const read = async (text: string | Buffer, limits?: FileLimits) => {
    const file = path.join(folder, "metrics.om");
    writeFileSync(file, text);
    const seen: string[] = [];
    const visitor: FileVisitor<number> = {
      open: (_name, labels) => labels.length - 1,
      sample: ({ name, type, state: labels }, timeMs, value) =>
        seen.push(`${name}/${type}/${labels}/${timeMs}/${value}`),
    };
    await readOpenMetrics(file, visitor, limits);
    return seen;
  };

  test("is read series by series, with types", async () => {
    const text = [
      "# TYPE r counter",
      "# HELP r Requests",
      'r_total{a="b"} 1 1',
      'r_total{a="b"} 2 2',
      "# TYPE l histogram",
      'l_bucket{le="+Inf"} 2 2',
      "l_count 2 2",
      "l_sum 3 2",
      "plain 4 2",
      "# EOF\n",
    ].join("\n");
    expect(await read(text)).toEqual([
      "r_total/counter/1/1000/1",
      "r_total/counter/1/2000/2",
      "l_bucket/histogram/1/2000/2",
      "l_count/histogram/0/2000/2",
      "l_sum/histogram/0/2000/3",
      "plain/unknown/0/2000/4",
    ]);
  });

  test.each([
    ["no end", "a 1 1\n", "Line 2: the file ends without # EOF"],
    ["an empty one", "", "Line 1: the file ends without # EOF"],
    ["something after the end", "# EOF\na 1 1\n", "Line 2: something follows # EOF"],
    ["time going back", "a 1 2\na 1 1\n# EOF", "Line 2: the timestamp is not after"],
    ["the same time twice", "a 1 2\na 1 2\n# EOF", "Line 2: the timestamp is not after"],
    ["a type after its samples", "a 1 2\n# TYPE a gauge\n# EOF", "Line 2: the metric a was there before"],
    ["two types", "# TYPE a gauge\n# TYPE a gauge\n# EOF", "Line 2: the type of a is given twice"],
    ["a counter below 0", "# TYPE a counter\na_total -1 2\n# EOF", "Line 2: a counter cannot be negative"],
    ["a counter without its suffix", "# TYPE a counter\na 1 2\n# EOF", "Line 2: a is no sample of a counter"],
    ["bytes that are no text", Buffer.from([0x61, 0xff, 0x0a]), "Line 1: not UTF-8"],
    ["carriage returns", "a 1 2\r\n# EOF\r\n", "Line 1: the timestamp is no number"],
    [
      "a bad line far on",
      `${'a{b="c"} 1 1\n'.slice(0, 0)}${Array.from({ length: 5_000 }, (_, i) => `a 1 ${i}\n`).join("")}bad\n# EOF\n`,
      "Line 5001:",
    ],
  ])("with %s is refused by line", async (_what, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  test("with a line that never ends is refused in bounded memory", async () => {
    await expect(read("a".repeat(3_000_000))).rejects.toThrow(/longer than 65536 bytes/);
  });

  const three = "a 1 1\na 1 2\nb 1 1\nc 1 1\n# EOF";
  test.each([
    ["series", three, { series: 2 }, "Line 4: more than 2 series."],
    ["series by far", three, { series: 1_000 }, null],
    [
      "metrics",
      "# TYPE a gauge\n# TYPE b gauge\n# TYPE c gauge\n# EOF",
      { series: 2 },
      "Line 3: more than 2 metrics.",
    ],
    [
      "text",
      three,
      { identityChars: 2 },
      "Line 4: the names and labels of its series have more than 2 characters together.",
    ],
  ])("with too many %s is refused by line", async (_what, text, limit, message) => {
    const limits = { series: 1_000, identityChars: 1_000, ...limit };
    if (message === null) expect(await read(text, limits)).toHaveLength(4);
    else await expect(read(text, limits)).rejects.toThrow(message);
  });
});
