import { expect, test } from "vitest";
import { addTallies, tallyCheck, tallyPlaywright, tallyVitest } from "./tally.mjs";

const vitest = (...statuses: string[]) => ({
  testResults: [
    {
      name: "a.test.ts",
      status: "passed",
      assertionResults: statuses.map((status, index) => ({ status, fullName: `${status} ${index}` })),
    },
  ],
});
const here = { exitCode: 0, mayLackDebian: false };

test("vitest: passed and failed are counted; skipped and todo failed", () => {
  const tally = tallyVitest(vitest("passed", "passed", "failed", "skipped", "todo"), {
    ...here,
    exitCode: 1,
  });
  expect(tally).toMatchObject({ passed: 2, failed: 3, notRun: [] });
  expect(tally.failures).toContain("skipped 3 (skipped)");
});

test("vitest: a file that could not be loaded is one failure", () => {
  const report = {
    testResults: [{ name: "b.test.ts", status: "failed", message: "no\nstack", assertionResults: [] }],
  };
  expect(tallyVitest(report, { ...here, exitCode: 1 })).toMatchObject({
    failed: 1,
    failures: ["b.test.ts: no"],
  });
});

test.each([
  ["no report", null, 1],
  ["no tests", { testResults: [] }, 0],
  ["an error outside any test", vitest("passed"), 1],
])("vitest: %s is a failure", (_what, report, exitCode) => {
  expect(tallyVitest(report, { ...here, exitCode }).failed).toBe(1);
});

test("only a test that needs Debian's packages may stay out, and only where they cannot be had", () => {
  const report = {
    testResults: [
      { name: "a", status: "passed", assertionResults: [{ status: "skipped", fullName: "real @debian" }] },
    ],
  };
  const passed = { testResults: [...report.testResults, ...vitest("passed").testResults] };
  expect(tallyVitest(passed, { exitCode: 0, mayLackDebian: true })).toMatchObject({
    passed: 1,
    failed: 0,
    notRun: ["real @debian"],
  });
  expect(tallyVitest(passed, here)).toMatchObject({ passed: 1, failed: 1, notRun: [] });
});

const spec = (title: string, status: string, tags: string[] = []) => ({ title, tags, tests: [{ status }] });

test("playwright: expected passed; unexpected, flaky and skipped failed, by full name", () => {
  const report = {
    suites: [
      {
        title: "a.spec.ts",
        specs: [spec("one", "expected"), spec("two", "flaky")],
        suites: [
          { title: "inner", specs: [spec("three", "unexpected"), spec("four", "skipped", ["debian"])] },
        ],
      },
    ],
    errors: [],
  };
  expect(tallyPlaywright(report, { exitCode: 1, mayLackDebian: true })).toEqual({
    passed: 1,
    failed: 2,
    failures: ["a.spec.ts › two", "a.spec.ts › inner › three"],
    notRun: ["a.spec.ts › inner › four › @debian"],
  });
});

test("playwright: a failed set-up is a failure", () => {
  const report = { suites: [], errors: [{ message: "no server\nmore" }] };
  expect(tallyPlaywright(report, { exitCode: 1, mayLackDebian: false })).toMatchObject({
    passed: 0,
    failed: 1,
    failures: ["outside any test: no server"],
  });
});

test("a check counts as one test, and tallies add up", () => {
  const total = addTallies([
    tallyCheck("lint", 0),
    tallyCheck("types", 2),
    tallyVitest(vitest("passed"), here),
  ]);
  expect(total).toEqual({ passed: 2, failed: 1, failures: ["types"], notRun: [] });
});
