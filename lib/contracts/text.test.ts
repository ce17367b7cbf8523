import { expect, test } from "vitest";
import { createApiKeyBodySchema } from "./api-key";
import { startBackfillBodySchema } from "./backfill";
import { listDeploymentsQuerySchema, recordDeploymentBodySchema } from "./deployment";
import { setGithubWebhookBodySchema } from "./github-webhook";
import { recordKpisBodySchema } from "./kpi";
import { createMappingBodySchema } from "./mapping";
import { metricsHistoryQuerySchema } from "./metrics-history";
import { serviceMetricsQuerySchema } from "./service-metrics";
import { sourceBodySchema, trySourceBodySchema } from "./source";

const BAD = "a\u0000b";
const figure = { metric: "orders", value: 1, region: "eu", time: "2026-01-01T00:00:00Z" };
const rule = { key: "k", match: { name: "n" }, targets: [{ metric: "orders", mode: "increase" }] };
const engine = { kind: "engine", url: "http://a.example", from: "2026-01-01T00:00:00Z" };
const source = { name: "s", url: "http://a.example" };

test.each([
  ["a deployment's version", recordDeploymentBodySchema, {}, { version: BAD }, "version"],
  ["half a character", recordDeploymentBodySchema, {}, { version: "\ud800" }, "version"],
  ["a deployment's description", recordDeploymentBodySchema, {}, { description: BAD }, "description"],
  ["a deployment's url", recordDeploymentBodySchema, {}, { url: `http://a.example/${BAD}` }, "url"],
  ["year 0", recordDeploymentBodySchema, {}, { deployed_at: "0000-01-01T00:00:00Z" }, "deployed_at"],
  ["before 1970", listDeploymentsQuerySchema, {}, { from: "1969-12-31T23:59:59Z" }, "from"],
  ["a place", setGithubWebhookBodySchema, {}, { places: [{ service: BAD }] }, "places.0.service"],
  ["a figure's region", recordKpisBodySchema, { figures: [figure] }, { figures: [{ ...figure, region: BAD }] }, "figures.0.region"], // prettier-ignore
  ["a rule's pattern", createMappingBodySchema, rule, { match: { name_pattern: BAD } }, "match.name_pattern"],
  ["an import's name", startBackfillBodySchema, engine, { name: BAD }, "name"],
  ["an import's start", startBackfillBodySchema, engine, { from: "0000-01-01T00:00:00Z" }, "from"],
  ["a source's name", sourceBodySchema, source, { name: BAD }, "name"],
  ["a key's name", createApiKeyBodySchema, { name: "n", scope: "read" }, { name: BAD }, "name"],
  ["a source to try", trySourceBodySchema, source, { id: BAD }, "id"],
  ["a history's region", metricsHistoryQuerySchema, { metric: "cpu" }, { region: BAD }, "region"],
  ["a history's service", metricsHistoryQuerySchema, { metric: "cpu" }, { service: BAD }, "service"],
  ["a service's region", serviceMetricsQuerySchema, {}, { region: BAD }, "region"],
] as const)("%s that cannot be kept is refused by its name", (_name, schema, good, bad, field) => {
  expect(schema.safeParse(good).success).toBe(true);
  const { error } = schema.safeParse({ ...good, ...bad });
  expect(error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
});

test("line ends, tabs and whole characters are kept", () => {
  const description = "one\n\ttwo 🚀";
  expect(recordDeploymentBodySchema.parse({ description }).description).toBe(description);
});
