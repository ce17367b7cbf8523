import { expect, test } from "vitest";
import { parsePostmasterFile } from "@/lib/db/embedded-postmaster";

const complete = "4711\n/data\n1795447482\n55999\n\n127.0.0.1\n  2154817         9\nready   \n";

test.each([
  ["complete", complete, { pid: 4711, port: 55_999, ready: true }],
  ["still starting", complete.replace("ready   ", "starting"), { pid: 4711, port: 55_999, ready: false }],
  ["only begun", "4711\n/data\n1795447482\n", { pid: 4711, port: null, ready: false }],
  ["empty", "", null],
  ["no pid", "-4\n", null],
])("a postmaster.pid that is %s", (_name, text, expected) => {
  expect(parsePostmasterFile(text)).toEqual(expected);
});
