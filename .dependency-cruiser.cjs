/**
 * Who may import whom: left never imports right.
 *
 * platform | domain → contracts → pure stages → db → stores → context → ingest, verbs → compose → http →
 * app, worker, server, launch, scripts
 *
 * lib/architecture/gate.test.ts plants a violation of each rule and fails when one is missed.
 */
const OURS = "^(lib|app|components|scripts|e2e|prisma)/";
const TEST = "\\.(test|bench|fixture)\\.tsx?$";
const TEST_GROUND = "^(e2e|lib/testing|lib/architecture)/";

const PLATFORM = "^lib/platform/";
const DOMAIN = "^lib/domain/";
const CONTRACTS = "^lib/contracts/";
const PRESENT = "^lib/pipeline/present/";
const PURE_STAGES = "^lib/pipeline/(aggregate|detect|predict|present)/";
const DB = "^lib/db/";
const STORES = "^lib/pipeline/store/|^lib/.+-store\\.ts$";
const CONTEXT = "^lib/context\\.ts$";
const INGEST = "^lib/pipeline/ingest/";
const VERBS =
  "^lib/(anomalies|audit|auth|backfill|business|capacity|catalog|dashboards|demo|forecasts|live|mappings|monitoring|notify|people|predictions|slo|sources)/|^lib/pipeline/(incidents|respond)/";
const COMPOSE = "^lib/compose/";
const HTTP = "^lib/http/";
/** What every verb checks first; it knows nothing of people. */
const REQUIRE_SCOPE = "^lib/auth/require-(scope|user)\\.ts$";
/** What of platform has neither state nor effect. */
const PURE_PLATFORM = "^lib/platform/(seeded-random|errors|actor)\\.ts$";
/** The pure files of ingest: everything of mapping and admission but the store. */
const PURE_INGEST = "^lib/pipeline/ingest/(mapping|admission)/(?!.*-store\\.ts$)";

const CONNECTED = "^node_modules/(pg|pg-.+|@prisma|graphile-worker|better-auth)/|^lib/db/generated/";

const LEFT_OF_CONTEXT = [PLATFORM, DOMAIN, CONTRACTS, PURE_STAGES, DB, STORES];
const LEFT_OF_COMPOSE = [...LEFT_OF_CONTEXT, CONTEXT, INGEST, VERBS];

const either = (...patterns) => patterns.flat(Infinity).join("|");

/** `from` may import of ours only itself and `allowed`. `$1` in `allowed` is the group of `from`. */
function layer(name, from, allowed, comment) {
  return {
    name,
    severity: "error",
    comment,
    from: { path: from, pathNot: either(TEST, TEST_GROUND) },
    to: { path: OURS, pathNot: either(allowed) },
  };
}

const LAYERS = [
  layer("platform-alone", PLATFORM, [PLATFORM], "platform stands alone"),
  layer("domain-alone", DOMAIN, [DOMAIN], "domain stands alone"),
  layer("contracts-left", CONTRACTS, [CONTRACTS, DOMAIN, PURE_PLATFORM], "contracts run in browsers"),
  layer(
    "stages-apart",
    "^lib/pipeline/(aggregate|detect|predict|present)/",
    [DOMAIN, CONTRACTS, PURE_PLATFORM, "^lib/pipeline/$1/"],
    "stages are pure and exchange domain types",
  ),
  layer(
    "mapping-pure",
    PURE_INGEST,
    [DOMAIN, CONTRACTS, PURE_INGEST, "^lib/pipeline/aggregate/fold/fold-policy\\.ts$"],
    "mapping and admission are pure",
  ),
  layer(
    "db-left",
    "^lib/db/(?!.*-store\\.ts$)",
    [PLATFORM, DOMAIN, CONTRACTS, DB],
    "db knows no stores of others",
  ),
  layer(
    "stores-left",
    "^(lib/.+)/[^/]+-store\\.ts$",
    [PLATFORM, DOMAIN, CONTRACTS, "^lib/pipeline/aggregate/", DB, STORES, "^$1/"],
    "a store knows the database, the domain and its own folder",
  ),
  layer(
    "store-stage-left",
    "^lib/pipeline/store/(?!.*-store\\.ts$)",
    [PLATFORM, DOMAIN, CONTRACTS, "^lib/pipeline/aggregate/", DB, STORES],
    "the store stage merges histograms, and knows no other stage",
  ),
  layer("context-left", CONTEXT, [PLATFORM, DOMAIN, CONTRACTS, STORES], "the context names stores"),
  layer(
    "ingest-left",
    INGEST,
    [PLATFORM, DOMAIN, CONTRACTS, "^lib/pipeline/aggregate/", DB, STORES, CONTEXT, INGEST],
    "ingest folds and flushes; it neither judges nor shows",
  ),
  layer(
    "verbs-apart",
    "^(lib/(?:anomalies|audit|auth|backfill|business|capacity|catalog|dashboards|demo|forecasts|live|mappings|monitoring|notify|people|predictions|slo|sources)|lib/pipeline/(?:incidents|respond))/",
    [LEFT_OF_CONTEXT, CONTEXT, REQUIRE_SCOPE, PURE_INGEST, "^$1/"],
    "an effect that crosses verbs is a job",
  ),
  layer("compose-left", COMPOSE, [LEFT_OF_COMPOSE, COMPOSE], "compose wires what is left of it"),
  layer("http-left", HTTP, [LEFT_OF_COMPOSE, COMPOSE, HTTP], "http serves what compose wires"),
  layer(
    "simulate-apart",
    "^lib/simulate/",
    ["^lib/simulate/", PLATFORM, DOMAIN],
    "the fleet speaks HTTP like any customer",
  ),
  layer(
    "components-draw",
    "^components/",
    ["^components/", CONTRACTS, DOMAIN, PRESENT],
    "components draw what they are given",
  ),
  layer(
    "app-through-compose",
    "^app/",
    [
      "^app/",
      "^components/",
      HTTP,
      COMPOSE,
      CONTEXT,
      CONTRACTS,
      DOMAIN,
      PLATFORM,
      PRESENT,
      `(?!.*-store\\.ts$)(${VERBS})`,
    ],
    "pages and routes call verbs through compose",
  ),
  layer(
    "entries-apart",
    "^lib/(worker|server|launch)/",
    [LEFT_OF_COMPOSE, COMPOSE, HTTP, "^lib/$1/"],
    "processes share code to their left, not each other's",
  ),
];

const rule = (name, comment, from, to) => ({ name, severity: "error", comment, from, to });

const OTHERS = [
  rule("no-cycles", "no import leads back to its file", {}, { circular: true }),
  rule("resolvable", "every import is found", {}, { couldNotResolve: true }),
  rule(
    "lib-below-app",
    "lib never imports app or components",
    { path: "^lib/" },
    { path: "^(app|components)/" },
  ),
  rule(
    "context-types-only",
    "the context holds types, no code",
    { path: CONTEXT },
    { dependencyTypesNot: ["type-only"] },
  ),
  rule(
    "testing-for-tests",
    "only tests import what is made for tests",
    { pathNot: either(TEST, TEST_GROUND, "^vitest\\.config\\.mts$") },
    { path: either(TEST, TEST_GROUND) },
  ),
  rule(
    "simulate-for-nobody",
    "only its own files and tests know the fleet",
    { pathNot: either("^lib/simulate/", TEST, TEST_GROUND) },
    { path: "^lib/simulate/" },
  ),
  rule(
    "connections-in-stores",
    "only db, stores, worker and launch touch Prisma, pg, graphile-worker or better-auth",
    { path: "^(lib|app)/", pathNot: either(DB, STORES, "^lib/(worker|launch)/", TEST, TEST_GROUND) },
    { path: CONNECTED, dependencyTypesNot: ["type-only"] },
  ),
  rule(
    "rows-in-stores",
    "Prisma's types stay in db and stores",
    { path: OURS, pathNot: either(DB, STORES, TEST, TEST_GROUND) },
    { path: "^lib/db/generated/|^node_modules/@prisma/" },
  ),
  rule(
    "pure-without-packages",
    "pure code needs the language and zod",
    { path: either(DOMAIN, CONTRACTS, PURE_STAGES, PURE_INGEST), pathNot: TEST },
    { path: "^node_modules/", pathNot: "^node_modules/(zod|@asteasolutions/zod-to-openapi)/" },
  ),
  rule(
    "pure-without-node",
    "pure code runs anywhere",
    { path: either(DOMAIN, CONTRACTS, PURE_STAGES, PURE_INGEST, "^components/"), pathNot: TEST },
    { dependencyTypes: ["core"] },
  ),
  rule(
    "scripts-built-ins",
    "scripts run before anything is installed: they import packages once they are there, if at all",
    { path: "^scripts/", pathNot: [TEST, "^scripts/screens\\.mjs$"] },
    { dynamic: false, dependencyTypes: ["npm", "npm-dev", "npm-optional", "npm-no-pkg"] },
  ),
  rule(
    "declared-packages",
    "what is imported is in package.json",
    { path: OURS },
    { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
  ),
  rule(
    "no-vague-files",
    "a file is called what it exports: no utils, helpers, common, no barrels",
    {},
    {
      path: "/(utils|util|helpers|helper|common|misc|shared|index)(/|[.][cm]?[jt]sx?$)",
      pathNot: "node_modules/",
    },
  ),
];

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [...LAYERS, ...OTHERS],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: "specify",
    doNotFollow: { path: ["node_modules", "^lib/db/generated/"] },
    exclude: { path: ["\\.next/", "^dist/"] },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["module", "main", "types", "typings"],
    },
  },
};
