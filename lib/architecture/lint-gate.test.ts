import { ESLint } from "eslint";
import { beforeAll, expect, test } from "vitest";
import { ROOT } from "./dependency-gate.fixture";

const LINT_TIMEOUT_MS = 120_000;
/** Files that exist: the typed rules know no others. */
const PURE = "lib/domain/metric.ts";
const MAPPING = "lib/pipeline/ingest/mapping/compile-mapping.ts";
const VERB = "lib/monitoring/read-global-metrics.ts";
const TEST = "lib/domain/stale-marker.test.ts";
const PAGE = "app/layout.tsx";
const LONG_FUNCTION = `export function long(): void {\n${"  Object.keys({});\n".repeat(61)}}\n`;

let eslint: ESLint;
beforeAll(() => {
  eslint = new ESLint({ cwd: ROOT });
});

const rulesBrokenBy = async (filePath: string, code: string) => {
  const [result] = await eslint.lintText(code, { filePath, warnIgnored: true });
  return result.messages
    .filter(({ severity }) => severity === 2)
    .map(({ ruleId, message }) => ruleId ?? message);
};

test.each([
  [PURE, "export const at = Date.now();", "no-restricted-syntax"],
  [PURE, "export const at = new Date();", "no-restricted-syntax"],
  [PURE, "export const at = performance.now();", "no-restricted-syntax"],
  [MAPPING, "export const at = Math.random();", "no-restricted-syntax"],
  [MAPPING, "export const at = crypto.randomUUID();", "no-restricted-syntax"],
  [VERB, "export default function read() {}", "no-restricted-syntax"],
  [VERB, 'export * from "./known-scope";', "no-restricted-syntax"],
  [VERB, 'console.log("x");', "no-console"],
  [VERB, 'import { x } from "../slo/objective-store";\nexport const y = x;', "no-restricted-imports"],
  [VERB, "async function f() {}\nf();", "@typescript-eslint/no-floating-promises"],
  [
    VERB,
    'import { Ctx } from "@/lib/context";\nexport const f = (ctx: Ctx) => ctx;',
    "@typescript-eslint/consistent-type-imports",
  ],
  [VERB, "const unused = 1;", "@typescript-eslint/no-unused-vars"],
  [VERB, LONG_FUNCTION, "max-lines-per-function"],
  [VERB, `export const rows = [\n${"  0,\n".repeat(300)}];`, "max-lines"],
  [VERB, "export const same = (a: unknown) => a == 1;", "eqeqeq"],
  [TEST, 'test.only("x", () => {});', "no-restricted-syntax"],
  [TEST, 'test.skip("x", () => {});', "no-restricted-syntax"],
  [TEST, 'describe.skip("x", () => {});', "no-restricted-syntax"],
  [TEST, 'test.only.each([1])("x", () => {});', "no-restricted-syntax"],
  [TEST, 'test.todo("x");', "no-restricted-syntax"],
])(
  "in %s, %j breaks %s",
  async (file, code, rule) => expect(await rulesBrokenBy(file, code)).toContain(rule),
  LINT_TIMEOUT_MS,
);

test.each([
  [PURE, "export const at = new Date(0);"],
  [VERB, "export const at = () => Date.now();"],
  [PAGE, "export default function Layout() {\n  return null;\n}"],
  [TEST, LONG_FUNCTION],
])(
  "in %s, %j is fine",
  async (file, code) => expect(await rulesBrokenBy(file, code)).toEqual([]),
  LINT_TIMEOUT_MS,
);
