/** Tests that need Debian's packages carry this in their title (or as a Playwright tag). */
export const DEBIAN_TAG = "@debian";

/** What a part came to. `notRun`: names of tests that this machine cannot run; they count neither way. */
const nothing = () => ({ passed: 0, failed: 0, failures: [], notRun: [] });

function fail(tally, name) {
  tally.failed += 1;
  tally.failures.push(name);
}

/** A skipped test is a failed one, except where it needs packages that cannot be had here. */
function skip(tally, name, mayLackDebian) {
  if (mayLackDebian && name.includes(DEBIAN_TAG)) tally.notRun.push(name);
  else fail(tally, `${name} (skipped)`);
}

/**
 * Counts vitest's JSON report. A file that could not be loaded counts as one failed test, and so does a run that failed
 * otherwise (an error outside any test) or executed nothing.
 */
export function tallyVitest(report, { exitCode, mayLackDebian }) {
  const tally = nothing();
  for (const file of report?.testResults ?? []) {
    if (file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"))
      fail(tally, `${file.name}: ${String(file.message).split("\n")[0]}`);
    for (const test of file.assertionResults) {
      if (test.status === "passed") tally.passed += 1;
      else if (test.status === "failed") fail(tally, test.fullName);
      else skip(tally, test.fullName, mayLackDebian);
    }
  }
  return closed(tally, "vitest", exitCode);
}

/** Counts Playwright's JSON report by the same rules. A flaky test failed. */
export function tallyPlaywright(report, { exitCode, mayLackDebian }) {
  const tally = nothing();
  const walk = (suite, path) => {
    const titles = [...path, suite.title].filter(Boolean);
    for (const spec of suite.specs ?? []) {
      const name = [...titles, spec.title, ...(spec.tags ?? []).map((tag) => `@${tag}`)].join(" › ");
      for (const test of spec.tests) {
        if (test.status === "expected") tally.passed += 1;
        else if (test.status === "skipped") skip(tally, name, mayLackDebian);
        else fail(tally, name);
      }
    }
    for (const inner of suite.suites ?? []) walk(inner, titles);
  };
  for (const suite of report?.suites ?? []) walk(suite, []);
  for (const error of report?.errors ?? [])
    fail(tally, `outside any test: ${String(error.message).split("\n")[0]}`);
  return closed(tally, "playwright", exitCode);
}

function closed(tally, runner, exitCode) {
  if (tally.passed + tally.failed === 0) fail(tally, `${runner} executed no test`);
  else if (exitCode !== 0 && tally.failed === 0)
    fail(tally, `${runner} ended with ${exitCode} outside any test`);
  return tally;
}

/** A check that is no test runner counts as one test. */
export function tallyCheck(name, exitCode) {
  return exitCode === 0 ? { ...nothing(), passed: 1 } : { ...nothing(), failed: 1, failures: [name] };
}

/** All parts together. */
export function addTallies(tallies) {
  const sum = nothing();
  for (const tally of tallies) {
    sum.passed += tally.passed;
    sum.failed += tally.failed;
    sum.failures.push(...tally.failures);
    sum.notRun.push(...tally.notRun);
  }
  return sum;
}
