import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** `from` imports `to`: a file of ours, `package:name`, `node:name`, or a file that is not there. */
export interface PlantedImport {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
  readonly typeOnly?: boolean;
}

const plant = (rule: string, from: string, to: string, typeOnly = false): PlantedImport => ({
  rule,
  from,
  to,
  typeOnly,
});

/** At least one for every rule of the gate. Each `from` is a file of its own. */
export const FORBIDDEN_IMPORTS: readonly PlantedImport[] = [
  plant("platform-alone", "lib/platform/p1.ts", "lib/domain/target.ts"),
  plant("domain-alone", "lib/domain/p1.ts", "lib/contracts/target.ts"),
  plant("domain-alone", "lib/domain/p2.ts", "lib/platform/clock.ts", true),
  plant("contracts-left", "lib/contracts/p1.ts", "lib/pipeline/present/target.ts"),
  plant("contracts-left", "lib/contracts/p2.ts", "lib/platform/clock.ts"),
  plant("stages-apart", "lib/pipeline/detect/p1.ts", "lib/pipeline/aggregate/target.ts"),
  plant("stages-apart", "lib/pipeline/present/p1.ts", "lib/pipeline/detect/target.ts"),
  plant("stages-apart", "lib/pipeline/aggregate/fold/p1.ts", "lib/pipeline/ingest/target.ts"),
  plant("stages-apart", "lib/pipeline/predict/p1.ts", "lib/platform/clock.ts"),
  plant("stages-apart", "lib/pipeline/aggregate/p2.ts", "lib/pipeline/store/target-store.ts", true),
  plant("mapping-pure", "lib/pipeline/ingest/mapping/p1.ts", "lib/pipeline/ingest/target.ts"),
  plant("mapping-pure", "lib/pipeline/ingest/mapping/p2.ts", "lib/platform/clock.ts"),
  plant("mapping-pure", "lib/pipeline/ingest/admission/p1.ts", "lib/pipeline/ingest/mapping/target-store.ts"),
  plant("db-left", "lib/db/p1.ts", "lib/slo/target-store.ts"),
  plant("db-left", "lib/db/p2.ts", "lib/compose/target.ts"),
  plant("stores-left", "lib/slo/p1-store.ts", "lib/audit/target.ts"),
  plant("stores-left", "lib/pipeline/store/p1-store.ts", "lib/pipeline/detect/target.ts"),
  plant("store-stage-left", "lib/pipeline/store/p2.ts", "lib/pipeline/ingest/target.ts"),
  plant("context-left", "lib/context.ts", "lib/compose/target.ts", true),
  plant("context-types-only", "lib/context.ts", "lib/slo/target-store.ts"),
  plant("ingest-left", "lib/pipeline/ingest/p1.ts", "lib/auth/target.ts"),
  plant("ingest-left", "lib/pipeline/ingest/log/p1.ts", "lib/pipeline/present/target.ts"),
  plant("ingest-left", "lib/pipeline/ingest/p2.ts", "lib/compose/target.ts"),
  plant("verbs-apart", "lib/slo/p2.ts", "lib/monitoring/target.ts"),
  plant("verbs-apart", "lib/monitoring/p1.ts", "lib/pipeline/ingest/target.ts"),
  plant("verbs-apart", "lib/pipeline/incidents/p1.ts", "lib/pipeline/respond/target.ts"),
  plant("verbs-apart", "lib/auth/p1.ts", "lib/http/target.ts"),
  plant("compose-left", "lib/compose/p1.ts", "lib/http/target.ts"),
  plant("compose-left", "lib/compose/p2.ts", "lib/worker/target.ts"),
  plant("http-left", "lib/http/p1.ts", "lib/server/target.ts"),
  plant("simulate-apart", "lib/simulate/p1.ts", "lib/pipeline/aggregate/target.ts"),
  plant("components-draw", "components/p1.tsx", "lib/monitoring/target.ts"),
  plant("components-draw", "components/p2.tsx", "lib/pipeline/aggregate/target.ts"),
  plant("components-draw", "components/p3.tsx", "lib/platform/clock.ts"),
  plant("app-through-compose", "app/p1.tsx", "lib/db/target.ts"),
  plant("app-through-compose", "app/p2.tsx", "lib/slo/target-store.ts"),
  plant("app-through-compose", "app/p3.tsx", "lib/pipeline/ingest/target.ts"),
  plant("entries-apart", "lib/worker/p1.ts", "lib/server/target.ts"),
  plant("entries-apart", "lib/launch/p1.ts", "lib/worker/target.ts"),
  plant("no-cycles", "lib/domain/cycle-a.ts", "lib/domain/cycle-b.ts"),
  plant("resolvable", "lib/domain/p3.ts", "lib/domain/not-there.ts"),
  plant("lib-below-app", "lib/http/p2.ts", "components/target.tsx"),
  plant("lib-below-app", "lib/compose/p3.ts", "app/target.tsx"),
  plant("testing-for-tests", "lib/platform/p2.ts", "lib/testing/target.ts"),
  plant("testing-for-tests", "lib/domain/p4.ts", "lib/domain/target.fixture.ts"),
  plant("simulate-for-nobody", "lib/worker/p2.ts", "lib/simulate/target.ts"),
  plant("connections-in-stores", "lib/monitoring/p2.ts", "package:pg"),
  plant("connections-in-stores", "lib/compose/p4.ts", "package:graphile-worker"),
  plant("connections-in-stores", "app/p4.tsx", "package:better-auth"),
  plant("rows-in-stores", "lib/slo/p3.ts", "lib/db/generated/client.ts", true),
  plant("rows-in-stores", "lib/http/p3.ts", "package:@prisma/client", true),
  plant("pure-without-packages", "lib/domain/p5.ts", "package:react"),
  plant("pure-without-packages", "lib/pipeline/present/p2.ts", "package:pg", true),
  plant("pure-without-node", "lib/contracts/p3.ts", "node:fs"),
  plant("pure-without-node", "components/p4.tsx", "node:crypto"),
  plant("scripts-built-ins", "scripts/p1.mjs", "package:react"),
  plant("declared-packages", "lib/platform/p4.ts", "package:undeclared"),
  plant("no-vague-files", "lib/platform/p5.ts", "lib/platform/utils.ts"),
  plant("no-vague-files", "components/p5.tsx", "components/common/target.tsx"),
  plant("no-vague-files", "lib/slo/p4.ts", "lib/slo/index.ts"),
];

/** What the architecture wants: none of them may be refused. */
export const ALLOWED_IMPORTS: readonly Omit<PlantedImport, "rule">[] = [
  { from: "lib/contracts/a1.ts", to: "lib/domain/target.ts" },
  { from: "lib/contracts/a2.ts", to: "package:zod" },
  { from: "lib/pipeline/detect/a1.ts", to: "lib/domain/target.ts" },
  { from: "lib/pipeline/aggregate/fold/a1.ts", to: "lib/pipeline/aggregate/target.ts" },
  { from: "lib/pipeline/store/a1-store.ts", to: "lib/pipeline/aggregate/target.ts" },
  { from: "lib/pipeline/store/a2-store.ts", to: "lib/db/generated/client.ts" },
  { from: "lib/pipeline/store/a3-store.ts", to: "package:pg" },
  { from: "lib/pipeline/ingest/a1.ts", to: "lib/pipeline/store/target-store.ts" },
  { from: "lib/pipeline/ingest/mapping/a1-store.ts", to: "lib/db/target.ts", typeOnly: true },
  { from: "lib/slo/a1-store.ts", to: "lib/slo/target.ts" },
  { from: "lib/slo/a2.ts", to: "lib/auth/require-scope.ts" },
  { from: "lib/monitoring/a1.ts", to: "lib/pipeline/detect/target.ts" },
  { from: "lib/compose/a1.ts", to: "lib/pipeline/ingest/target.ts" },
  { from: "lib/http/a1.ts", to: "lib/compose/target.ts" },
  { from: "lib/worker/a1.ts", to: "package:graphile-worker" },
  { from: "lib/launch/a1.ts", to: "package:pg" },
  { from: "lib/domain/a1.test.ts", to: "lib/testing/target.ts" },
  { from: "lib/testing/a1.ts", to: "lib/simulate/target.ts" },
  { from: "components/a1.tsx", to: "lib/pipeline/present/target.ts" },
  { from: "components/a2.tsx", to: "package:react" },
  { from: "app/a1.tsx", to: "components/target.tsx" },
  { from: "app/a2.tsx", to: "lib/monitoring/target.ts" },
  { from: "app/a3.tsx", to: "lib/http/target.ts" },
];

const DECLARED = ["pg", "graphile-worker", "better-auth", "@prisma/client", "react", "zod"];
const UNDECLARED = "undeclared";
const NOT_THERE = "lib/domain/not-there.ts";

/** Writes the planted files, what they import, and stand-ins for the packages, into an empty folder. */
export function plantImports(root: string, tsconfig: object): void {
  const planted = [...FORBIDDEN_IMPORTS, ...ALLOWED_IMPORTS];
  const lines = new Map<string, string[]>();
  for (const { to } of planted) if (isOurs(to) && to !== NOT_THERE) lines.set(to, []);
  for (const { from, to, typeOnly } of planted) {
    const file = from;
    const keyword = typeOnly ? "import type" : "import";
    lines.set(file, [
      ...(lines.get(file) ?? []),
      `${keyword} * as i${lines.get(file)?.length ?? 0} from "${specifier(to)}";`,
    ]);
  }
  lines.set("lib/domain/cycle-b.ts", ['import * as back from "@/lib/domain/cycle-a";']);
  for (const [file, imports] of lines)
    write(root, file, [...imports, usesOf(imports), "export const planted = 1;"].join("\n"));
  for (const name of [...DECLARED, UNDECLARED]) {
    write(
      root,
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: "1.0.0", main: "index.js" }),
    );
    write(root, `node_modules/${name}/index.js`, "module.exports = {};");
  }
  const dependencies = Object.fromEntries(DECLARED.map((name) => [name, "1.0.0"]));
  write(
    root,
    "package.json",
    JSON.stringify({ name: "planted", version: "1.0.0", type: "module", dependencies }),
  );
  write(root, "tsconfig.json", JSON.stringify(tsconfig));
}

function isOurs(to: string): boolean {
  return !/^(package|node):/.test(to);
}

function specifier(to: string): string {
  if (to.startsWith("package:")) return to.slice("package:".length);
  return isOurs(to) ? `@/${to.replace(/\.tsx?$/, "")}` : to;
}

/** TypeScript drops imports that nothing uses. */
function usesOf(imports: readonly string[]): string {
  return imports
    .map((line, i) =>
      line.startsWith("import type") ? "" : `export { ${/\* as (\w+)/.exec(line)![1]} as use${i} };`,
    )
    .join("\n");
}

function write(root: string, file: string, text: string): void {
  const target = path.join(root, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}
