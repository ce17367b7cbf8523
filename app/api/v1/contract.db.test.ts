import type { ZodType } from "zod";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anomalyListResponseSchema } from "@/lib/contracts/anomaly";
import { actorResponseSchema } from "@/lib/contracts/actor";
import { receivedAlertsResponseSchema } from "@/lib/contracts/alert-webhook";
import {
  apiKeyListResponseSchema,
  apiKeyResponseSchema,
  createdApiKeyResponseSchema,
} from "@/lib/contracts/api-key";
import { fleetStateResponseSchema } from "@/lib/contracts/demo-fleet";
import { businessImpactResponseSchema } from "@/lib/contracts/business-impact";
import { backfillListResponseSchema, backfillResponseSchema } from "@/lib/contracts/backfill";
import type { Meta } from "@/lib/contracts/envelope";
import { deploymentListResponseSchema, deploymentResponseSchema } from "@/lib/contracts/deployment";
import { executiveDashboardResponseSchema } from "@/lib/contracts/executive-dashboard";
import { globalMetricsResponseSchema } from "@/lib/contracts/global-metrics";
import { githubWebhookResponseSchema } from "@/lib/contracts/github-webhook";
import { infrastructureHealthResponseSchema } from "@/lib/contracts/infrastructure-health";
import {
  incidentDetailResponseSchema,
  incidentListResponseSchema,
  postmortemSchema,
  resolvedIncidentResponseSchema,
} from "@/lib/contracts/incident";
import {
  dryRunResponseSchema,
  responsePolicyListResponseSchema,
  responsePolicyResponseSchema,
  responseRunListResponseSchema,
  responseRunResponseSchema,
  responseSettingsResponseSchema,
} from "@/lib/contracts/response";
import type { ResponseActionKind, RunState } from "@/lib/domain/response";
import { ingestStatusResponseSchema } from "@/lib/contracts/ingest-status";
import { kpiReceiptResponseSchema } from "@/lib/contracts/kpi";
import {
  createMappingBodySchema,
  mappingListResponseSchema,
  mappingResponseSchema,
  mappingTrialResponseSchema,
} from "@/lib/contracts/mapping";
import { metricsHistoriesResponseSchema } from "@/lib/contracts/metrics-histories";
import { metricsHistoryResponseSchema } from "@/lib/contracts/metrics-history";
import { monitoringStartResponseSchema } from "@/lib/contracts/monitoring-start";
import { objectiveListResponseSchema, objectiveResponseSchema } from "@/lib/contracts/objective";
import { opensloReportResponseSchema, opensloTextSchema } from "@/lib/contracts/openslo";
import { monitoringStatusResponseSchema } from "@/lib/contracts/monitoring-status";
import {
  predictionListResponseSchema,
  predictionRecordResponseSchema,
  predictionReplayResponseSchema,
  predictionResponseSchema,
} from "@/lib/contracts/prediction";
import {
  predictionRuleListResponseSchema,
  predictionRuleResponseSchema,
  rulePreviewResponseSchema,
} from "@/lib/contracts/prediction-rule";
import { problemSchema } from "@/lib/contracts/problem";
import { realTimeAnalyticsResponseSchema } from "@/lib/contracts/real-time-analytics";
import { regionalMetricsResponseSchema } from "@/lib/contracts/regional-metrics";
import { regionListResponseSchema, regionResponseSchema } from "@/lib/contracts/region";
import { serviceListResponseSchema, serviceResponseSchema } from "@/lib/contracts/service";
import { serviceMetricsResponseSchema } from "@/lib/contracts/service-metrics";
import { serviceTotalsResponseSchema } from "@/lib/contracts/service-totals";
import { sourceServices } from "@/lib/compose/sources";
import {
  sourceBodySchema,
  sourceListResponseSchema,
  sourceResponseSchema,
  sourceStatesResponseSchema,
  trySourceResponseSchema,
} from "@/lib/contracts/source";
import { incidentReliabilityResponseSchema } from "@/lib/contracts/incident-reliability";
import { acknowledgeIncident } from "@/lib/pipeline/incidents/acknowledge-incident";
import { createResponsePolicy } from "@/lib/pipeline/respond/response-policies";
import { policyOf } from "@/lib/pipeline/respond/respond.fixture";
import { openIncident, type OpenIncidentInput } from "@/lib/pipeline/incidents/open-incident";
import { resolveIncident } from "@/lib/pipeline/incidents/resolve-incident";
import { startBackfill } from "@/lib/backfill/start-backfill";
import { createPrisma } from "@/lib/db/client";
import { settingsOfBody } from "@/lib/pipeline/present/rest/present-source";
import { createSource } from "@/lib/sources/create-source";
import type { Ctx } from "@/lib/context";
import { createPeer } from "@/lib/business/create-peer";
import { createKnownEvent } from "@/lib/capacity/create-known-event";
import { capacityForecastResponseSchema } from "@/lib/contracts/capacity-forecast";
import { capacitySettingsResponseSchema } from "@/lib/contracts/capacity-settings";
import { forecastAccuracyResponseSchema } from "@/lib/contracts/forecast-accuracy";
import { forecastResponseSchema } from "@/lib/contracts/forecast";
import {
  knownEventBodySchema,
  knownEventListResponseSchema,
  knownEventResponseSchema,
} from "@/lib/contracts/known-event";
import {
  maintenanceWindowBodySchema,
  maintenanceWindowListResponseSchema,
  maintenanceWindowResponseSchema,
} from "@/lib/contracts/maintenance-window";
import { createMaintenanceWindow } from "@/lib/pipeline/incidents/create-maintenance-window";
import { knownEventOfBody } from "@/lib/pipeline/present/rest/present-known-event";
import { maintenancePlanOfBody } from "@/lib/pipeline/present/rest/present-maintenance-window";
import { channelServices } from "@/lib/compose/notify";
import { peerGuard } from "@/lib/compose/peers";
import {
  channelBodySchema,
  channelListResponseSchema,
  channelResponseSchema,
  deliveryLogResponseSchema,
  deliveryResponseSchema,
} from "@/lib/contracts/channel";
import { createChannel } from "@/lib/notify/create-channel";
import { testChannel } from "@/lib/notify/test-channel";
import { channelOfBody } from "@/lib/pipeline/present/rest/present-channel";
import { businessSettingsResponseSchema } from "@/lib/contracts/business-settings";
import { peerBodySchema, peerListResponseSchema, peerResponseSchema } from "@/lib/contracts/peer";
import { peerOfBody } from "@/lib/pipeline/present/rest/present-peer";
import { createMapping } from "@/lib/mappings/create-mapping";
import { createObjective } from "@/lib/slo/create-objective";
import { exportOpenslo } from "@/lib/slo/export-openslo";
import { ROLE_SCOPES } from "@/lib/platform/actor";
import { createPredictionRule } from "@/lib/predictions/create-prediction-rule";
import { createApiFixture, TEST_ORIGIN, type ApiFixture } from "@/lib/testing/api-fixture";
import { exampleCycle } from "@/lib/testing/example-cycle";
import { exampleAnomaly } from "@/lib/testing/example-anomaly";
import { examplePrediction } from "@/lib/testing/example-prediction";
import { startTestFleet, type TestFleet } from "@/lib/testing/simulated-fleet";
import { REGISTERED_ROUTES, type ServedRoute } from "./registered-routes";

const BASE = "/api/v1/hyperscale-monitoring";
const AGE_MS = 5_000;

const RULE = {
  match: { name: "shop_sales_total", labels: { till: ".+" } },
  targets: [{ metric: "orders", mode: "increase" }],
  region: { fixed: "eu-west-1" },
};
const FIGURE = { metric: "revenue", value: 12.5, region: "eu-west-1", time: "2026-11-26T12:00:00Z" };
const BAD_RULES = [
  [{ body: { ...RULE, key: "a b" } }, "/key"],
  [{ body: { ...RULE, key: "x", match: {} } }, "/match"],
  [{ body: { ...RULE, key: "x", match: { name: "a", name_pattern: "b" } } }, "/match"],
  [{ body: { ...RULE, key: "x", match: { name_pattern: "(a+)+b" } } }, "/match/name_pattern"],
  [{ body: { ...RULE, key: "x", match: { name: "a", labels: { l: "(" } } } }, "/match/labels/l"],
  [{ body: { ...RULE, key: "x", targets: [{ metric: "luck", mode: "sample" }] } }, "/targets/0/metric"],
  [{ body: { ...RULE, key: "x", targets: [{ metric: "servers", mode: "increase" }] } }, "/targets/0/mode"],
  [{ body: { ...RULE, key: "x", targets: [] } }, "/targets"],
  [{ body: { ...RULE, key: "x", priority: -1 } }, "/priority"],
  [{ body: { ...RULE, key: "x", region: { fixed: " " } } }, "/region/fixed"],
] as const;

interface Call {
  readonly search?: string;
  readonly params?: Record<string, string>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
type Who = "read" | "ingest" | "sre" | "admin";
interface RouteCases {
  /** Who may, and who is known but may not. */
  readonly may: Who;
  readonly mayNot: Who;
  readonly response: ZodType;
  readonly success: (fixture: ApiFixture) => Promise<Call>;
  /** Requests that are refused with 400, and the field that the refusal names. */
  readonly refused: readonly (readonly [call: Call, field: string])[];
}

const reader = { may: "read", mayNot: "ingest", success: async () => ({}), refused: [] } as const;
const PAGE_REFUSALS = [
  [{ search: "?limit=0" }, "limit"],
  [{ search: "?limit=many" }, "limit"],
  [{ search: "?cursor=%20" }, "cursor"],
] as const;

let sourcesMade = 0;
const sourceBody = () => ({ name: `engine ${++sourcesMade}`, url: "http://engine.example/prometheus" });
const SOURCE_REFUSALS = [
  [{ body: { ...sourceBody(), name: " " } }, "/name"],
  [{ body: { ...sourceBody(), url: "ftp://engine.example" } }, "/url"],
  [{ body: { ...sourceBody(), url: "http://me:secret@engine.example" } }, "/url"],
  [{ body: { ...sourceBody(), headers: { host: "other" } } }, "/headers/host"],
  [{ body: { ...sourceBody(), headers: { "x-a": "b\r\nc: d" } } }, "/headers/x-a"],
  [{ body: { ...sourceBody(), region_label: "a b" } }, "/region_label"],
  [{ body: { ...sourceBody(), expressions: { luck: { query: "1" } } } }, "/expressions/luck"],
  [{ body: { ...sourceBody(), expressions: { cpu: { query: "" } } } }, "/expressions/cpu/query"],
  [{ body: { ...sourceBody(), colour: "blue" } }, "/colour"],
] as const;
const aSource = async ({ ctx }: ApiFixture) => {
  const settings = settingsOfBody(sourceBodySchema.parse(sourceBody()));
  const input = { ...sourceBody(), headers: { "x-scope-orgid": "a" }, enabled: true, settings };
  const { id } = await createSource(ctx, sourceServices(), input);
  return { params: { id }, headers: { "if-match": "*" } };
};
const A_REGION = { params: { code: "eu-west-1" }, headers: { "if-match": "*" } };
const REGION_BODY = {
  ...{ name: "Dublin", latitude: 53.35, longitude: -6.26, time_zone: "Europe/Dublin" },
  ...{ price_per_server_hour: 0.214, revenue_per_minute: 12_000 },
};
const A_SERVICE = { params: { name: "checkout" }, headers: { "if-match": "*" } };
const SERVICE_BODY = { owner: "Commerce", contact: "+1 555", tier: 1, dependencies: ["auth"], reach: 0.12 };

/** Each in a window and of a target of its own; the scope is free, since every test adds its service. */
let servicesMade = 0;
const objectiveBody = async () => {
  const service = `made-${++servicesMade}`;
  const prisma = createPrisma(process.env.DATABASE_URL!, 1);
  await prisma.service.create({ data: { name: service } });
  await prisma.$disconnect();
  return { kind: "availability", service, target: 99.95, window_days: 28 };
};
const OBJECTIVE = { kind: "availability", target: 99.9 };
const OBJECTIVE_REFUSALS = [
  [{ body: { ...OBJECTIVE, kind: "luck" } }, "/kind"],
  [{ body: { ...OBJECTIVE, target: 100 } }, "/target"],
  [{ body: { ...OBJECTIVE, target: 0 } }, "/target"],
  [{ body: { ...OBJECTIVE, target: 99.99999999 } }, "/target"],
  [{ body: { ...OBJECTIVE, kind: "error_rate" } }, "/target"],
  [{ body: { ...OBJECTIVE, kind: "latency_p95", target: 0 } }, "/target"],
  [{ body: { ...OBJECTIVE, window_days: 29 } }, "/window_days"],
  [{ body: { ...OBJECTIVE, region: "" } }, "/region"],
  [{ body: { ...OBJECTIVE, colour: "blue" } }, "/colour"],
] as const;
const AS_YAML = { headers: { "content-type": "application/yaml" } };
const anObjective = async ({ ctx }: ApiFixture) => {
  const { service, window_days: windowDays } = await objectiveBody();
  const settings = { kind: "availability", region: null, service, target: 0.999, windowDays } as const;
  const { id } = await createObjective(ctx, settings);
  return { params: { id }, headers: { "if-match": "*" } };
};
/** Each for a region of its own. */
let regionsMade = 0;
const predictionRuleBody = async () => {
  const region = `made-${++regionsMade}`;
  const prisma = createPrisma(process.env.DATABASE_URL!, 1);
  await prisma.region.create({ data: { code: region, name: region } });
  await prisma.$disconnect();
  return { kind: "cpu_saturation_prediction", region, threshold: 0.75, open_probability: 0.6 } as const;
};
const PREDICTION_RULE = { kind: "memory_pressure_prediction", threshold: 0.8 };
const PREDICTION_RULE_REFUSALS = [
  [{ body: { ...PREDICTION_RULE, kind: "luck" } }, "/kind"],
  [{ body: { ...PREDICTION_RULE, threshold: 1 } }, "/threshold"],
  [{ body: { ...PREDICTION_RULE, threshold: 0 } }, "/threshold"],
  [{ body: { ...PREDICTION_RULE, threshold: "high" } }, "/threshold"],
  [{ body: { kind: "error_budget_exhaustion_prediction", threshold: 1.1 } }, "/threshold"],
  [{ body: { ...PREDICTION_RULE, open_probability: 1 } }, "/open_probability"],
  [{ body: { ...PREDICTION_RULE, region: "" } }, "/region"],
  [{ body: { ...PREDICTION_RULE, enabled: "yes" } }, "/enabled"],
  [{ body: { ...PREDICTION_RULE, services: "some" } }, "/services"],
  [{ body: { ...PREDICTION_RULE, colour: "blue" } }, "/colour"],
] as const;
const UNSEEN_RULE = [{ body: { ...PREDICTION_RULE, region: "atlantis" } }, "/region"] as const;
const aPredictionRule = async ({ ctx }: ApiFixture) => {
  const { open_probability: openProbability, ...same } = await predictionRuleBody();
  const { id } = await createPredictionRule(ctx, { ...same, openProbability, enabled: true, services: true });
  return { params: { id }, headers: { "if-match": "*" } };
};
const aPrediction = async ({ ctx }: ApiFixture) => {
  const id = `prediction-${++regionsMade}`;
  await ctx.predictions.save([examplePrediction(ctx.clock.nowMs() - AGE_MS, { id, region: id })]);
  return { params: { id } };
};
const anAnomaly = async ({ ctx }: ApiFixture) => {
  const id = `anomaly-${++regionsMade}`;
  await ctx.anomalies.save([exampleAnomaly(ctx.clock.nowMs() - AGE_MS, { id, region: id })]);
};
const INCIDENT: OpenIncidentInput = {
  title: "Keys were leaked",
  description: null,
  severity: "high",
  category: "security",
  region: null,
  service: null,
};
const INCIDENT_REFUSALS = [
  [{ body: { ...INCIDENT, title: " " } }, "/title"],
  [{ body: { ...INCIDENT, severity: "bad" } }, "/severity"],
  [{ body: { ...INCIDENT, category: "luck" } }, "/category"],
  [{ body: { ...INCIDENT, region: "atlantis" } }, "/region"],
  [{ body: { ...INCIDENT, service: "flying" } }, "/service"],
  [{ body: { ...INCIDENT, status: "resolved" } }, "/status"],
] as const;
const anIncident = async ({ ctx }: ApiFixture) => {
  const { id } = await openIncident(ctx, INCIDENT);
  return { params: { id }, body: {} };
};
const aResolvedIncident = async (fixture: ApiFixture) => {
  const call = await anIncident(fixture);
  await resolveIncident(fixture.ctx, { ...call.params, reason: null });
  return call;
};
const responder = { may: "sre", mayNot: "read", response: incidentDetailResponseSchema } as const;
const onIncident = (body: object) => async (fixture: ApiFixture) => ({
  ...(await anIncident(fixture)),
  body,
});
let policiesMade = 0;
const RESPONSE_POLICY = { actions: [{ action: "scale-out", share: 0.2 }] };
const POLICY_REFUSALS = [
  [{ name: " " }, "/name"],
  [{ mode: "always" }, "/mode"],
  [{ actions: [] }, "/actions"],
  [{ actions: [{ action: "pray" }] }, "/actions/0/action"],
  [{ actions: [{ action: "restart", share: 0.5 }] }, "/actions/0/share"],
  [{ actions: [{ action: "scale-out", share: 0.6 }] }, "/actions/0/share"],
  [{ actions: [{ action: "restart", to_region: "eu" }] }, "/actions/0/to_region"],
  [{ match: { min_probability: 2 } }, "/match/min_probability"],
  [{ match: { hours: { from_hour: 25, to_hour: 2 } } }, "/match/hours/from_hour"],
  [{ limits: { capacity_share: 0 } }, "/limits/capacity_share"],
  [{ limits: { action: { per_hour: 0 } } }, "/limits/action/per_hour"],
  [{ verify_within_minutes: 0 }, "/verify_within_minutes"],
] as const;
const policyRefusals = (params: object) =>
  POLICY_REFUSALS.map(
    ([wrong, field]) => [{ ...params, body: { name: "x", ...RESPONSE_POLICY, ...wrong } }, field] as const,
  );
const aPolicy = async ({ ctx }: ApiFixture) => {
  const { id } = await createResponsePolicy(ctx, policyOf({ name: `policy ${++policiesMade}` }));
  return { params: { id }, headers: { "if-match": "*" } };
};
/** A run in that state, of an incident of its own. */
const aRun =
  (state: RunState, kind: ResponseActionKind = "restart", body: object = {}) =>
  async (fixture: ApiFixture) => {
    const { ctx } = fixture;
    const [incident, policy] = [await anIncident(fixture), await aPolicy(fixture)];
    const { id } = await ctx.responses.add({
      ...{
        policyId: policy.params.id,
        policyName: "policy",
        mode: "suggest",
        incidentId: incident.params.id,
      },
      ...{ signalId: "s", region: "eu-west-1", service: null, step: 0, state, reason: "It is slow" },
      ...{ action: { kind, share: null, toRegion: null }, createdMs: ctx.clock.nowMs(), expiresMs: null },
      demo: false,
    });
    return { params: { id }, body };
  };
const approver = { may: "sre", mayNot: "read", response: responseRunResponseSchema, refused: [] } as const;
const aRunningReplay = async ({ ctx }: ApiFixture) => {
  const nowMs = ctx.clock.nowMs();
  await ctx.predictionReplays.begin(nowMs - 86_400_000, nowMs, nowMs);
  return {};
};
const BUSINESS = {
  ...{ currency: "EUR", abandonment_factor: 0.25, world_revenue_per_minute: 50_000 },
  ...{ price_per_server_hour: null, target_utilization: 70 },
};
const EVENT = {
  ...{ name: "Sale", from: "2026-12-24T00:00:00Z", to: "2026-12-27T00:00:00Z" },
  traffic_change_percent: 30,
};
const EVENT_REFUSALS = [
  [{ body: { ...EVENT, name: " " } }, "/name"],
  [{ body: { ...EVENT, from: "tomorrow" } }, "/from"],
  [{ body: { ...EVENT, to: EVENT.from } }, "/to"],
  [{ body: { ...EVENT, regions: "everywhere" } }, "/regions"],
  [{ body: { ...EVENT, traffic_change_percent: -100 } }, "/traffic_change_percent"],
  [{ body: { ...EVENT, traffic_change_percent: "30" } }, "/traffic_change_percent"],
  [{ body: { ...EVENT, traffic_change_percent: undefined } }, "/traffic_change_percent"],
  [{ body: { ...EVENT, like: "any" } }, "/traffic_change_percent"],
  [{ body: { ...EVENT, colour: "blue" } }, "/colour"],
] as const;
const MAINTENANCE = {
  ...{ name: "Patching", repeat: "weekly", time_zone: "Europe/Dublin", starts_at: "2026-12-06T02:30" },
  ...{ duration_minutes: 90, services: ["checkout"], labels: { team: "payments" } },
};
const MAINTENANCE_REFUSALS = [
  [{ body: { ...MAINTENANCE, name: " " } }, "/name"],
  [{ body: { ...MAINTENANCE, repeat: "yearly" } }, "/repeat"],
  [{ body: { ...MAINTENANCE, time_zone: "+02:00" } }, "/time_zone"],
  [{ body: { ...MAINTENANCE, time_zone: "Mars/Base" } }, "/time_zone"],
  [{ body: { ...MAINTENANCE, starts_at: "2026-12-06T02:30Z" } }, "/starts_at"],
  [{ body: { ...MAINTENANCE, starts_at: "2026-02-30T02:30" } }, "/starts_at"],
  [{ body: { ...MAINTENANCE, starts_at: "2026-12-06T24:00" } }, "/starts_at"],
  [{ body: { ...MAINTENANCE, duration_minutes: 0 } }, "/duration_minutes"],
  [{ body: { ...MAINTENANCE, duration_minutes: 1.5 } }, "/duration_minutes"],
  [{ body: { ...MAINTENANCE, duration_minutes: 8_641 } }, "/duration_minutes"],
  [{ body: { ...MAINTENANCE, repeat: "daily", duration_minutes: 1_381 } }, "/duration_minutes"],
  [{ body: { ...MAINTENANCE, regions: "everywhere" } }, "/regions"],
  [{ body: { ...MAINTENANCE, labels: { team: 5 } } }, "/labels/team"],
  [{ body: { ...MAINTENANCE, colour: "blue" } }, "/colour"],
] as const;
const aMaintenanceWindow = async ({ ctx }: ApiFixture) => {
  const plan = maintenancePlanOfBody(maintenanceWindowBodySchema.parse(MAINTENANCE));
  return { params: { id: (await createMaintenanceWindow(ctx, plan)).id }, headers: { "if-match": "*" } };
};
let peersMade = 0;
const peerBody = () => ({ name: `peer ${++peersMade}`, url: "https://peer.example/" });
const BENCHMARK = {
  ...{ name: "lab", kind: "benchmark", latency_ms: 120, source: "their report", measured_on: "2026-10-01" },
};
const PEER_REFUSALS = [
  [{ body: { ...peerBody(), name: " " } }, "/name"],
  [{ body: { name: "x" } }, "/url"],
  [{ body: { ...peerBody(), url: "ftp://peer.example" } }, "/url"],
  [{ body: { ...peerBody(), url: "https://me:secret@peer.example" } }, "/url"],
  [{ body: { ...peerBody(), latency_ms: 5 } }, "/latency_ms"],
  [{ body: { ...peerBody(), source: "hearsay" } }, "/source"],
  [{ body: { ...peerBody(), kind: "rumour" } }, "/kind"],
  [{ body: { ...BENCHMARK, source: null } }, "/source"],
  [{ body: { ...BENCHMARK, measured_on: "lately" } }, "/measured_on"],
  [{ body: { ...BENCHMARK, measured_on: null } }, "/measured_on"],
  [{ body: { ...BENCHMARK, latency_ms: null } }, "/latency_ms"],
  [{ body: { ...BENCHMARK, success_percent: 101 } }, "/success_percent"],
  [{ body: { ...BENCHMARK, own: true } }, "/own"],
  [{ body: { ...BENCHMARK, url: "https://peer.example" } }, "/url"],
  [{ body: { ...peerBody(), colour: "blue" } }, "/colour"],
] as const;
const aPeer = async ({ ctx }: ApiFixture) => {
  const peer = await createPeer(ctx, peerGuard(), peerOfBody(peerBodySchema.parse(peerBody())));
  return { params: { id: peer.id }, headers: { "if-match": "*" } };
};
let channelsMade = 0;
const WEBHOOK = { kind: "webhook", url: "https://hooks.example/us" };
const SIGNING = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const channelBody = () => ({ name: `channel ${++channelsMade}`, target: WEBHOOK, secret: SIGNING });
const MAIL = {
  ...{ kind: "email", host: "mail.example", user: "us", from: "us@example.org", to: ["you@example.org"] },
};
const HOURS = { time_zone: "Europe/Dublin", days: [1], from: "09:00", to: "17:00" };
const CHANNEL_REFUSALS = [
  [{ body: { ...channelBody(), name: " " } }, "/name"],
  [{ body: { name: "x" } }, "/target"],
  [{ body: { ...channelBody(), target: { kind: "pigeon" } } }, "/target/kind"],
  [{ body: { ...channelBody(), target: { ...WEBHOOK, url: "ftp://x.example" } } }, "/target/url"],
  [{ body: { ...channelBody(), target: { ...WEBHOOK, url: "https://a:b@x.example" } } }, "/target/url"],
  [{ body: { ...channelBody(), target: { ...MAIL, to: [] } } }, "/target/to"],
  [{ body: { ...channelBody(), target: { ...MAIL, to: ["you"] } } }, "/target/to/0"],
  [{ body: { ...channelBody(), target: { ...MAIL, encryption: "none" } } }, "/target/encryption"],
  [{ body: { ...channelBody(), secret: "whsec_c2hvcnQ=" } }, "/secret"],
  [{ body: { ...channelBody(), target: { kind: "slack" } } }, "/secret"],
  [{ body: { ...channelBody(), target: { kind: "pagerduty" } } }, "/secret"],
  [{ body: { ...channelBody(), routing: { severities: ["dire"] } } }, "/routing/severities/0"],
  [
    { body: { ...channelBody(), routing: { hours: { ...HOURS, time_zone: "+02:00" } } } },
    "/routing/hours/time_zone",
  ],
  [{ body: { ...channelBody(), routing: { hours: { ...HOURS, from: "25:00" } } } }, "/routing/hours/from"],
  [{ body: { ...channelBody(), colour: "blue" } }, "/colour"],
] as const;
const aChannel = async ({ ctx }: ApiFixture) => {
  for (const { id, version } of await ctx.channels.list()) await ctx.channels.remove(id, version); // few are allowed
  const input = channelOfBody(channelBodySchema.parse(channelBody()));
  const { id } = await createChannel(ctx, channelServices(), input);
  return { params: { id }, headers: { "if-match": "*" } };
};
const anEvent = async ({ ctx }: ApiFixture) => {
  const { id } = await createKnownEvent(ctx, knownEventOfBody(knownEventBodySchema.parse(EVENT)));
  return { params: { id }, headers: { "if-match": "*" } };
};
const ENGINE_BODY = { kind: "engine", url: "http://192.0.2.1/prometheus", from: "2026-01-01T00:00:00Z" };

/** One entry a registered route; a route without one fails. */
const CASES: Readonly<Record<string, RouteCases>> = {
  "GET /actor": { ...reader, response: actorResponseSchema },
  "GET /metrics/global": { ...reader, response: globalMetricsResponseSchema },
  "GET /metrics/regional": {
    ...reader,
    response: regionalMetricsResponseSchema,
    success: async () => ({ search: "?regions=us-east-1,eu-west-1" }),
    refused: [
      [{ search: "?regions=us-east-1,atlantis" }, "regions"],
      [{ search: "?regions=" }, "regions.0"],
      [{ search: "?regions=us-east-1&regions=eu-west-1" }, "regions"],
      ...PAGE_REFUSALS,
    ],
  },
  "GET /metrics/services": {
    ...reader,
    response: serviceMetricsResponseSchema,
    success: async () => ({ search: "?region=us-east-1" }),
    refused: [
      [{ search: "?region=atlantis" }, "region"],
      [{ search: "?service=nobody" }, "service"],
      ...PAGE_REFUSALS,
    ],
  },
  "GET /metrics/services/totals": {
    ...reader,
    response: serviceTotalsResponseSchema,
    success: async () => ({}),
    refused: [[{ search: "?region=us-east-1" }, "region"], ...PAGE_REFUSALS],
  },
  "GET /metrics/business-impact": { ...reader, response: businessImpactResponseSchema },
  "GET /metrics/history": {
    ...reader,
    response: metricsHistoryResponseSchema,
    success: async () => ({ search: "?metric=requests&region=us-east-1&to=2026-11-23T12:00:00Z" }),
    refused: [
      [{}, "metric"],
      [{ search: "?metric=luck" }, "metric"],
      [{ search: "?metric=cpu&region=atlantis" }, "region"],
      [{ search: "?metric=cpu&region=us-east-1&service=nobody" }, "service"],
      [{ search: "?metric=cpu&from=yesterday" }, "from"],
      [{ search: "?metric=cpu&from=2026-11-23T12:00:00Z&to=2026-11-23T11:00:00Z" }, "from"],
      [{ search: "?metric=cpu&points=2001" }, "points"],
      [{ search: "?metric=cpu&points=1.5" }, "points"],
    ],
  },
  "GET /metrics/histories": {
    ...reader,
    response: metricsHistoriesResponseSchema,
    success: async () => ({ search: "?metrics=requests,cpu&regions=us-east-1,eu-west-1" }),
    refused: [
      [{}, "metrics"],
      [{ search: "?metrics=cpu,luck" }, "metrics.1"],
      [{ search: "?metrics=cpu&regions=us-east-1,atlantis" }, "regions"],
      [{ search: "?metrics=cpu&service=nobody" }, "service"],
      [{ search: "?metrics=cpu&from=2026-11-23T12:00:00Z&to=2026-11-23T11:00:00Z" }, "from"],
      [{ search: "?metrics=cpu&points=0" }, "points"],
    ],
  },
  "GET /analytics/real-time": { ...reader, response: realTimeAnalyticsResponseSchema },
  "GET /infrastructure/health": { ...reader, response: infrastructureHealthResponseSchema },
  "GET /dashboard/executive": { ...reader, response: executiveDashboardResponseSchema },
  "GET /ingest/status": { ...reader, may: "sre", mayNot: "read", response: ingestStatusResponseSchema },
  "GET /monitoring/status": { ...reader, response: monitoringStatusResponseSchema },
  "POST /monitoring/start": {
    ...reader,
    may: "sre",
    mayNot: "read",
    response: monitoringStartResponseSchema,
  },
  "GET /deployments": {
    ...reader,
    response: deploymentListResponseSchema,
    success: async () => ({ search: "?service=checkout&region=eu-west-1&limit=5" }),
    refused: [
      [{ search: "?limit=0" }, "limit"],
      [{ search: "?cursor=nowhere" }, "cursor"],
      [{ search: "?kind=party" }, "kind"],
      [{ search: "?from=yesterday" }, "from"],
      [{ search: "?from=2026-11-23T12:00:00Z&to=2026-11-23T11:00:00Z" }, "from"],
    ],
  },
  "POST /deployments": {
    may: "ingest",
    mayNot: "read",
    response: deploymentResponseSchema,
    success: async () => ({ body: { service: "checkout", version: "1.2.3", external_id: "run-1" } }),
    refused: [
      [{ body: { service: "" } }, "/service"],
      [{ body: { kind: "party" } }, "/kind"],
      [{ body: { outcome: "fine" } }, "/outcome"],
      [{ body: { deployed_at: "2199-01-01T00:00:00Z" } }, "/deployed_at"],
      [{ body: { deployed_at: "today" } }, "/deployed_at"],
      [
        { body: { deployed_at: "2026-11-01T00:00:00Z", committed_at: "2026-11-02T00:00:00Z" } },
        "/committed_at",
      ],
      [{ body: { url: "javascript:alert(1)" } }, "/url"],
      [{ body: { servce: "checkout" } }, "/servce"],
    ],
  },
  "GET /integrations/alerts": {
    ...reader,
    may: "sre",
    mayNot: "read",
    response: receivedAlertsResponseSchema,
  },
  "GET /integrations/github": {
    ...reader,
    may: "admin",
    mayNot: "sre",
    response: githubWebhookResponseSchema,
  },
  "PUT /integrations/github": {
    may: "admin",
    mayNot: "sre",
    response: githubWebhookResponseSchema,
    success: async () => ({ body: { secret: "sixteen characters", places: [{ service: "till" }] } }),
    refused: [
      [{ body: { secret: "short" } }, "/secret"],
      [{ body: { places: [{ service: "" }] } }, "/places/0/service"],
    ],
  },
  "POST /kpis": {
    may: "ingest",
    mayNot: "read",
    response: kpiReceiptResponseSchema,
    success: async () => ({ body: { figures: [FIGURE], register_regions: true } }),
    refused: [
      [{ body: { figures: [] } }, "/figures"],
      [{ body: { figures: [{ ...FIGURE, metric: "luck" }] } }, "/figures/0/metric"],
      [{ body: { figures: [FIGURE, { ...FIGURE, value: -1 }] } }, "/figures/1/value"],
      [{ body: { figures: [{ ...FIGURE, metric: "satisfaction", value: 98.5 }] } }, "/figures/0/value"],
      [{ body: { figures: [{ ...FIGURE, time: "now" }] } }, "/figures/0/time"],
      [{ body: { figures: [{ ...FIGURE, region: "atlantis" }] } }, "/figures/0/region"],
    ],
  },
  "GET /mappings": { ...reader, may: "sre", mayNot: "read", response: mappingListResponseSchema },
  "POST /mappings": {
    may: "admin",
    mayNot: "sre",
    response: mappingResponseSchema,
    success: async () => ({ body: { ...RULE, key: `sales-${ruleCount++}` } }),
    refused: BAD_RULES,
  },
  "POST /mappings/try": {
    may: "admin",
    mayNot: "sre",
    response: mappingTrialResponseSchema,
    success: async () => ({ body: { ...RULE, key: "sales" } }),
    refused: BAD_RULES,
  },
  "PUT /mappings/{key}": {
    may: "admin",
    mayNot: "sre",
    response: mappingResponseSchema,
    success: async ({ ctx }) => {
      const { key, updated_at } = await newRule(ctx);
      return { params: { key }, body: { ...RULE, enabled: false, updated_at } };
    },
    refused: [
      [{ params: { key: "x" }, body: { ...RULE } }, "/updated_at"],
      [{ params: { key: "x" }, body: { ...RULE, updated_at: "then" } }, "/updated_at"],
    ],
  },
  "DELETE /mappings/{key}": {
    may: "admin",
    mayNot: "sre",
    response: mappingResponseSchema,
    success: async ({ ctx }) => {
      const { key, updated_at } = await newRule(ctx);
      return { params: { key }, search: `?updated_at=${updated_at}` };
    },
    refused: [[{ params: { key: "x" } }, "updated_at"]],
  },
  "GET /backfills": { ...reader, may: "sre", mayNot: "read", response: backfillListResponseSchema },
  "POST /backfills": {
    may: "admin",
    mayNot: "sre",
    response: backfillResponseSchema,
    success: async () => ({ body: { kind: "file", file: "metrics.om" } }),
    refused: [
      [{ body: { kind: "file", file: "../secrets.json" } }, "/file"],
      [{ body: { kind: "tape" } }, "/kind"],
      [{ body: ENGINE_BODY }, "/url"],
      [{ body: { ...ENGINE_BODY, url: "ftp://example.com" } }, "/url"],
      [{ body: { ...ENGINE_BODY, from: "yesterday" } }, "/from"],
      [{ body: { ...ENGINE_BODY, step_seconds: 1 } }, "/step_seconds"],
      [{ body: { ...ENGINE_BODY, headers: { "X-Scope-OrgID": "a\r\nb" } } }, "/headers/X-Scope-OrgID"],
      [{ body: { ...ENGINE_BODY, demo: true } }, "/demo"],
    ],
  },
  "POST /backfills/{id}/cancel": {
    may: "admin",
    mayNot: "sre",
    response: backfillResponseSchema,
    success: async ({ ctx }) => {
      const input = { name: null, headers: {}, fromMs: null, toMs: null, stepMs: null };
      const tools = { box: { seal: String, open: String }, checkUrl: () => undefined };
      const { id } = await startBackfill(ctx, { ...input, source: { kind: "file", path: "/none" } }, tools);
      return { params: { id } };
    },
    refused: [],
  },
  "GET /keys": { ...reader, may: "admin", mayNot: "sre", response: apiKeyListResponseSchema },
  "POST /keys": {
    may: "admin",
    mayNot: "sre",
    response: createdApiKeyResponseSchema,
    success: async () => ({ body: { name: "grafana", scope: "read" } }),
    refused: [
      [{ body: { name: " ", scope: "read" } }, "/name"],
      [{ body: { name: "x", scope: "root" } }, "/scope"],
      [{ body: { name: "x", scope: "read", demo: true } }, "/demo"],
      [{ body: [] }, ""],
    ],
  },
  "DELETE /keys/{id}": {
    may: "admin",
    mayNot: "sre",
    response: apiKeyResponseSchema,
    success: async ({ ctx, keyHeaders }) => {
      await keyHeaders("read");
      const [newest] = await ctx.apiKeys.list();
      return { params: { id: newest.id } };
    },
    refused: [],
  },
  "GET /regions": { ...reader, response: regionListResponseSchema },
  "GET /regions/{code}": {
    ...reader,
    response: regionResponseSchema,
    success: async () => ({ params: { code: "eu-west-1" } }),
  },
  "PUT /regions/{code}": {
    may: "admin",
    mayNot: "sre",
    response: regionResponseSchema,
    success: async () => ({ ...A_REGION, body: REGION_BODY }),
    refused: [
      [{ ...A_REGION, body: { ...REGION_BODY, latitude: 90.1 } }, "/latitude"],
      [{ ...A_REGION, body: { ...REGION_BODY, longitude: -181 } }, "/longitude"],
      [{ ...A_REGION, body: { ...REGION_BODY, longitude: null } }, "/longitude"],
      [{ ...A_REGION, body: { longitude: 7 } }, "/latitude"],
      [{ ...A_REGION, body: { ...REGION_BODY, time_zone: "Europe/Atlantis" } }, "/time_zone"],
      [{ ...A_REGION, body: { ...REGION_BODY, time_zone: "+02:00" } }, "/time_zone"],
      [{ ...A_REGION, body: { ...REGION_BODY, price_per_server_hour: -0.01 } }, "/price_per_server_hour"],
      [{ ...A_REGION, body: { ...REGION_BODY, revenue_per_minute: "much" } }, "/revenue_per_minute"],
      [{ ...A_REGION, body: { ...REGION_BODY, name: " " } }, "/name"],
      [{ ...A_REGION, body: { ...REGION_BODY, name: "x".repeat(201) } }, "/name"],
      [{ ...A_REGION, body: { ...REGION_BODY, code: "eu" } }, "/code"],
    ],
  },
  "GET /services": { ...reader, response: serviceListResponseSchema },
  "GET /services/{name}": {
    ...reader,
    response: serviceResponseSchema,
    success: async () => ({ params: { name: "checkout" } }),
  },
  "PUT /services/{name}": {
    may: "admin",
    mayNot: "sre",
    response: serviceResponseSchema,
    success: async () => ({ ...A_SERVICE, body: SERVICE_BODY }),
    refused: [
      [{ ...A_SERVICE, body: { ...SERVICE_BODY, tier: 5 } }, "/tier"],
      [{ ...A_SERVICE, body: { ...SERVICE_BODY, tier: 1.5 } }, "/tier"],
      [{ ...A_SERVICE, body: { ...SERVICE_BODY, reach: 1.01 } }, "/reach"],
      [{ ...A_SERVICE, body: { ...SERVICE_BODY, reach: null } }, "/reach"],
      [{ ...A_SERVICE, body: { ...SERVICE_BODY, owner: "" } }, "/owner"],
      [{ ...A_SERVICE, body: { ...SERVICE_BODY, contact: "x".repeat(201) } }, "/contact"],
      [{ ...A_SERVICE, body: { ...SERVICE_BODY, dependencies: ["auth", "auth"] } }, "/dependencies/1"],
      [{ ...A_SERVICE, body: { ...SERVICE_BODY, dependencies: ["nobody"] } }, "/dependencies/0"],
      [{ ...A_SERVICE, body: { ...SERVICE_BODY, dependencies: ["checkout"] } }, "/dependencies/0"],
      [{ ...A_SERVICE, body: { ...SERVICE_BODY, reachRatio: 1 } }, "/reachRatio"],
    ],
  },
  "GET /objectives": {
    ...reader,
    response: objectiveListResponseSchema,
    success: async () => ({ search: "?region=eu-west-1" }),
    refused: [
      [{ search: "?region=atlantis" }, "region"],
      [{ search: "?service=nobody" }, "service"],
      [{ search: "?region=" }, "region"],
    ],
  },
  "POST /objectives": {
    may: "admin",
    mayNot: "sre",
    response: objectiveResponseSchema,
    success: async () => ({ body: await objectiveBody() }),
    refused: [
      ...OBJECTIVE_REFUSALS,
      [{ body: { ...OBJECTIVE, region: "atlantis" } }, "/region"],
      [{ body: { ...OBJECTIVE, service: "nobody" } }, "/service"],
    ],
  },
  "GET /objectives/openslo": { ...reader, response: opensloTextSchema },
  "POST /objectives/openslo": {
    may: "admin",
    mayNot: "sre",
    response: opensloReportResponseSchema,
    success: async ({ ctx }) => ({ search: "?dry_run=false", body: await exportOpenslo(ctx), ...AS_YAML }),
    refused: [
      [{ search: "?dry_run=maybe", body: "a: 1", ...AS_YAML }, "dry_run"],
      [{ body: "", ...AS_YAML }, ""],
      [{ body: "a: [1", ...AS_YAML }, "line 1"],
      [{ body: "a: &a 1\nb: *a", ...AS_YAML }, "line 2"],
    ],
  },
  "GET /objectives/{id}": {
    ...reader,
    response: objectiveResponseSchema,
    success: async (fixture) => ({ params: (await anObjective(fixture)).params }),
  },
  "PUT /objectives/{id}": {
    may: "admin",
    mayNot: "sre",
    response: objectiveResponseSchema,
    success: async (fixture) => ({ ...(await anObjective(fixture)), body: await objectiveBody() }),
    refused: OBJECTIVE_REFUSALS.map(([call, field]) => [{ ...call, params: { id: "any" } }, field] as const),
  },
  "DELETE /objectives/{id}": {
    may: "admin",
    mayNot: "sre",
    response: objectiveResponseSchema,
    success: anObjective,
    refused: [],
  },
  "GET /alerts/predictive": {
    ...reader,
    response: predictionListResponseSchema,
    success: async (fixture) => {
      await aPrediction(fixture);
      return { search: "?state=all&kind=cpu_saturation_prediction&limit=5" };
    },
    refused: [
      [{ search: "?state=perhaps" }, "state"],
      [{ search: "?kind=luck" }, "kind"],
      [{ search: "?region=atlantis" }, "region"],
      [{ search: "?service=flying" }, "service"],
      [{ search: "?limit=0" }, "limit"],
      [{ search: "?cursor=nowhere" }, "cursor"],
    ],
  },
  "GET /anomalies": {
    ...reader,
    response: anomalyListResponseSchema,
    success: async (fixture) => {
      await anAnomaly(fixture);
      return { search: "?state=all&metric=latency_p99&limit=5" };
    },
    refused: [
      [{ search: "?state=perhaps" }, "state"],
      [{ search: "?metric=luck" }, "metric"],
      [{ search: "?region=atlantis" }, "region"],
      [{ search: "?service=nobody" }, "service"],
      [{ search: "?of=clouds" }, "of"],
      [{ search: "?from=yesterday" }, "from"],
      [{ search: "?limit=0" }, "limit"],
      [{ search: "?cursor=nowhere" }, "cursor"],
    ],
  },
  "GET /incidents": {
    ...reader,
    response: incidentListResponseSchema,
    success: async (fixture) => {
      await anIncident(fixture);
      return { search: "?status=all&severity=high&limit=5" };
    },
    refused: [
      [{ search: "?status=perhaps" }, "status"],
      [{ search: "?severity=bad" }, "severity"],
      [{ search: "?limit=0" }, "limit"],
      [{ search: "?cursor=nowhere" }, "cursor"],
    ],
  },
  "POST /incidents": {
    ...responder,
    success: async () => ({ body: INCIDENT }),
    refused: INCIDENT_REFUSALS,
  },
  "GET /incidents/reliability": {
    ...reader,
    response: incidentReliabilityResponseSchema,
    success: async (fixture) => {
      await anIncident(fixture);
      return { search: "?from=2026-01-01T00:00:00Z" };
    },
    refused: [
      [{ search: "?from=yesterday" }, "from"],
      [{ search: "?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z" }, "from"],
      [{ search: "?weeks=3" }, "weeks"],
    ],
  },
  "GET /incidents/{id}": {
    ...reader,
    response: incidentDetailResponseSchema,
    success: async (fixture) => ({ params: (await anIncident(fixture)).params }),
  },
  "GET /incidents/{id}/postmortem": {
    ...reader,
    response: postmortemSchema,
    success: async (fixture) => ({ params: (await anIncident(fixture)).params }),
  },
  "PATCH /incidents/{id}": {
    ...responder,
    success: onIncident({ severity: "low", roles: { commander: "Ana" } }),
    refused: [
      [{ params: { id: "any" }, body: { severity: "bad" } }, "/severity"],
      [{ params: { id: "any" }, body: { impact_start: "soon" } }, "/impact_start"],
      [{ params: { id: "any" }, body: { status: "resolved" } }, "/status"],
    ],
  },
  "POST /incidents/{id}/acknowledge": { ...responder, success: anIncident, refused: [] },
  "POST /incidents/{id}/assign": {
    ...responder,
    success: onIncident({ assignee_id: null }),
    refused: [[{ params: { id: "any" }, body: { assignee_id: 5 } }, "/assignee_id"]],
  },
  "POST /incidents/{id}/status": {
    ...responder,
    success: onIncident({ status: "identified", text: "A lock" }),
    refused: [[{ params: { id: "any" }, body: { status: "resolved" } }, "/status"]],
  },
  "POST /incidents/{id}/note": {
    ...responder,
    success: onIncident({ text: "Seen in the logs" }),
    refused: [
      [{ params: { id: "any" }, body: { text: "" } }, "/text"],
      [{ params: { id: "any" }, body: { text: "x", at: "soon" } }, "/at"],
    ],
  },
  "POST /incidents/{id}/resolve": {
    ...responder,
    response: resolvedIncidentResponseSchema,
    success: anIncident,
    refused: [[{ params: { id: "any" }, body: { reason: 5 } }, "/reason"]],
  },
  "POST /incidents/{id}/reopen": {
    ...responder,
    success: aResolvedIncident,
    refused: [[{ params: { id: "any" }, body: { reason: 5 } }, "/reason"]],
  },
  "POST /incidents/{id}/undo": {
    ...responder,
    success: async (fixture) => {
      const call = await anIncident(fixture);
      const actor = { kind: "user", id: "sre", name: "sre", role: "sre", scopes: ROLE_SCOPES.sre } as const;
      await acknowledgeIncident({ ...fixture.ctx, actor }, call.params);
      return call;
    },
    refused: [],
  },
  "GET /response-policies": { ...reader, response: responsePolicyListResponseSchema },
  "POST /response-policies": {
    ...{ may: "admin", mayNot: "sre", response: responsePolicyResponseSchema },
    success: async () => ({ body: { name: `policy ${++policiesMade}`, ...RESPONSE_POLICY } }),
    refused: policyRefusals({}),
  },
  "GET /response-policies/{id}": { ...reader, response: responsePolicyResponseSchema, success: aPolicy },
  "PUT /response-policies/{id}": {
    ...{ may: "admin", mayNot: "sre", response: responsePolicyResponseSchema },
    success: async (fixture) => ({
      ...(await aPolicy(fixture)),
      body: { name: `policy ${++policiesMade}`, ...RESPONSE_POLICY },
    }),
    refused: [[{ params: { id: "any" }, body: { name: "x", actions: [] } }, "/actions"]],
  },
  "DELETE /response-policies/{id}": {
    ...{ may: "admin", mayNot: "sre", response: responsePolicyResponseSchema, refused: [] },
    success: aPolicy,
  },
  "GET /responses": {
    ...reader,
    response: responseRunListResponseSchema,
    success: async (fixture) => {
      await aRun("verified")(fixture);
      return { search: "?state=verified&limit=5" };
    },
    refused: [
      [{ search: "?state=happy" }, "state"],
      [{ search: "?limit=0" }, "limit"],
      [{ search: "?cursor=nowhere" }, "cursor"],
    ],
  },
  "POST /responses/{id}/approve": {
    ...approver,
    success: async (fixture) => {
      const rare = { action: { perHour: 60, cooldownMs: 0 }, scope: { perHour: 60, cooldownMs: 0 } };
      const call = await aRun("suggested")(fixture);
      const { policyId } = (await fixture.ctx.responses.find(call.params.id))!;
      const settings = policyOf({ name: `policy ${++policiesMade}`, limits: { ...rare, capacityShare: 1 } });
      await fixture.ctx.responsePolicies.update(policyId, 1, settings);
      return call;
    },
  },
  "POST /responses/{id}/deny": {
    ...approver,
    success: aRun("awaiting-approval", "restart", { reason: "We are on it" }),
    refused: [[{ params: { id: "any" }, body: { reason: 5 } }, "/reason"]],
  },
  "POST /responses/{id}/undo": { ...approver, success: aRun("verified", "scale-out") },
  "POST /responses/{id}/settle": {
    ...approver,
    success: aRun("unknown", "restart", { happened: false }),
    refused: [[{ params: { id: "any" }, body: { happened: "perhaps" } }, "/happened"]],
  },
  "GET /responses/{id}/dry-run": {
    ...reader,
    response: dryRunResponseSchema,
    success: async (fixture) => ({ params: (await aRun("suggested")(fixture)).params }),
  },
  "GET /settings/responses": { ...reader, response: responseSettingsResponseSchema },
  "PUT /settings/responses": {
    ...{ may: "sre", mayNot: "read", response: responseSettingsResponseSchema },
    success: async () => ({ body: { stopped: false, freezes: [] }, headers: { "if-match": "*" } }),
    refused: [
      [{ body: { stopped: "no", freezes: [] } }, "/stopped"],
      [{ body: { stopped: false, freezes: [{ name: "x", from: "soon", to: "later" }] } }, "/freezes/0/from"],
    ],
  },
  "GET /predictions/{id}": { ...reader, response: predictionResponseSchema, success: aPrediction },
  "GET /predictions/record": { ...reader, response: predictionRecordResponseSchema },
  "GET /predictions/replay": { ...reader, response: predictionReplayResponseSchema },
  "POST /predictions/replay/cancel": {
    may: "admin",
    mayNot: "sre",
    response: predictionReplayResponseSchema,
    success: aRunningReplay,
    refused: [],
  },
  "GET /prediction-rules": { ...reader, response: predictionRuleListResponseSchema },
  "POST /prediction-rules": {
    may: "admin",
    mayNot: "sre",
    response: predictionRuleResponseSchema,
    success: async () => ({ body: await predictionRuleBody() }),
    refused: [...PREDICTION_RULE_REFUSALS, UNSEEN_RULE],
  },
  "POST /prediction-rules/preview": {
    may: "admin",
    mayNot: "sre",
    response: rulePreviewResponseSchema,
    success: async () => ({ body: PREDICTION_RULE }),
    refused: [...PREDICTION_RULE_REFUSALS, UNSEEN_RULE],
  },
  "PUT /prediction-rules/{id}": {
    may: "admin",
    mayNot: "sre",
    response: predictionRuleResponseSchema,
    success: async (fixture) => ({ ...(await aPredictionRule(fixture)), body: await predictionRuleBody() }),
    refused: PREDICTION_RULE_REFUSALS.map(
      ([call, field]) => [{ ...call, params: { id: "any" } }, field] as const,
    ),
  },
  "DELETE /prediction-rules/{id}": {
    may: "admin",
    mayNot: "sre",
    response: predictionRuleResponseSchema,
    success: aPredictionRule,
    refused: [],
  },
  "GET /capacity/forecast": {
    ...reader,
    response: capacityForecastResponseSchema,
    success: async () => ({ search: "?days_ahead=90&traffic_change=30&what_if_from=2026-12-24" }),
    refused: [
      [{ search: "?days_ahead=0" }, "days_ahead"],
      [{ search: "?days_ahead=366" }, "days_ahead"],
      [{ search: "?days_ahead=1.5" }, "days_ahead"],
      [{ search: "?traffic_change=-100" }, "traffic_change"],
      [{ search: "?what_if_from=tomorrow" }, "what_if_from"],
      [{ search: "?lost_region=atlantis" }, "lost_region"],
    ],
  },
  "GET /forecasts": {
    ...reader,
    response: forecastResponseSchema,
    success: async () => ({ search: "?metric=orders&service=checkout&step=1d&as_of=2026-11-23T12:00:00Z" }),
    refused: [
      [{}, "metric"],
      [{ search: "?metric=luck" }, "metric"],
      [{ search: "?metric=cpu&region=atlantis" }, "region"],
      [{ search: "?metric=cpu&service=nobody" }, "service"],
      [{ search: "?metric=cpu&step=1m" }, "step"],
      [{ search: "?metric=cpu&as_of=yesterday" }, "as_of"],
    ],
  },
  "GET /forecasts/accuracy": {
    ...reader,
    response: forecastAccuracyResponseSchema,
    success: async () => ({ search: "?metric=error_rate&region=us-east-1&service=checkout" }),
    refused: [
      [{}, "metric"],
      [{ search: "?metric=luck" }, "metric"],
      [{ search: "?metric=cpu&region=atlantis" }, "region"],
      [{ search: "?metric=cpu&service=nobody" }, "service"],
      [{ search: "?metric=cpu&step=1m" }, "step"],
      [{ search: "?metric=cpu&from=yesterday" }, "from"],
      [{ search: "?metric=cpu&from=2026-11-20T12:00:00Z&to=2026-11-20T11:00:00Z" }, "from"],
    ],
  },
  "GET /known-events": { ...reader, response: knownEventListResponseSchema },
  "POST /known-events": {
    may: "admin",
    mayNot: "sre",
    response: knownEventResponseSchema,
    success: async () => ({ body: EVENT }),
    refused: [
      ...EVENT_REFUSALS,
      [{ body: { ...EVENT, regions: ["atlantis"] } }, "/regions/0"],
      [{ body: { ...EVENT, traffic_change_percent: undefined, like: "nothing" } }, "/like"],
    ],
  },
  "GET /known-events/{id}": {
    ...reader,
    response: knownEventResponseSchema,
    success: anEvent,
    refused: [],
  },
  "PUT /known-events/{id}": {
    may: "admin",
    mayNot: "sre",
    response: knownEventResponseSchema,
    success: async (fixture) => ({ ...(await anEvent(fixture)), body: { ...EVENT, name: "Big sale" } }),
    refused: EVENT_REFUSALS.map(([call, field]) => [{ ...call, params: { id: "any" } }, field] as const),
  },
  "DELETE /known-events/{id}": {
    may: "admin",
    mayNot: "sre",
    response: knownEventResponseSchema,
    success: anEvent,
    refused: [],
  },
  "GET /maintenance-windows": { ...reader, response: maintenanceWindowListResponseSchema },
  "POST /maintenance-windows": {
    may: "admin",
    mayNot: "sre",
    response: maintenanceWindowResponseSchema,
    success: async () => ({ body: MAINTENANCE }),
    refused: [
      ...MAINTENANCE_REFUSALS,
      [{ body: { ...MAINTENANCE, regions: ["atlantis"] } }, "/regions/0"],
      [{ body: { ...MAINTENANCE, services: ["flying"] } }, "/services/0"],
    ],
  },
  "GET /maintenance-windows/{id}": {
    ...reader,
    response: maintenanceWindowResponseSchema,
    success: aMaintenanceWindow,
  },
  "PUT /maintenance-windows/{id}": {
    may: "admin",
    mayNot: "sre",
    response: maintenanceWindowResponseSchema,
    success: async (fixture) => ({ ...(await aMaintenanceWindow(fixture)), body: MAINTENANCE }),
    refused: MAINTENANCE_REFUSALS.map(
      ([call, field]) => [{ ...call, params: { id: "any" } }, field] as const,
    ),
  },
  "DELETE /maintenance-windows/{id}": {
    may: "admin",
    mayNot: "sre",
    response: maintenanceWindowResponseSchema,
    success: aMaintenanceWindow,
    refused: [],
  },
  "GET /settings/capacity": { ...reader, response: capacitySettingsResponseSchema },
  "PUT /settings/capacity": {
    may: "admin",
    mayNot: "sre",
    response: capacitySettingsResponseSchema,
    success: async () => ({ body: { provisioning_lead_days: 7 }, headers: { "if-match": "*" } }),
    refused: [
      [{ body: {} }, "/provisioning_lead_days"],
      [{ body: { provisioning_lead_days: -1 } }, "/provisioning_lead_days"],
      [{ body: { provisioning_lead_days: "7" } }, "/provisioning_lead_days"],
    ],
  },
  "GET /settings/business": { ...reader, response: businessSettingsResponseSchema },
  "PUT /settings/business": {
    may: "admin",
    mayNot: "sre",
    response: businessSettingsResponseSchema,
    success: async () => ({ body: BUSINESS, headers: { "if-match": "*" } }),
    refused: [
      [{ body: { ...BUSINESS, currency: "euro" } }, "/currency"],
      [{ body: { ...BUSINESS, currency: "ABC" } }, "/currency"],
      [{ body: { ...BUSINESS, abandonment_factor: 1.1 } }, "/abandonment_factor"],
      [{ body: { ...BUSINESS, world_revenue_per_minute: -1 } }, "/world_revenue_per_minute"],
      [{ body: { ...BUSINESS, price_per_server_hour: "0.3" } }, "/price_per_server_hour"],
      [{ body: { ...BUSINESS, target_utilization: 0 } }, "/target_utilization"],
      [{ body: { ...BUSINESS, target_utilization: undefined } }, "/target_utilization"],
      [{ body: { ...BUSINESS, colour: "blue" } }, "/colour"],
    ],
  },
  "GET /peers": { ...reader, may: "admin", mayNot: "sre", response: peerListResponseSchema },
  "POST /peers": {
    may: "admin",
    mayNot: "sre",
    response: peerResponseSchema,
    success: async () => ({ body: peerBody() }),
    refused: [...PEER_REFUSALS, [{ body: { ...peerBody(), url: "http://127.0.0.1:9" } }, "/url"]],
  },
  "GET /peers/{id}": {
    may: "admin",
    mayNot: "sre",
    response: peerResponseSchema,
    success: aPeer,
    refused: [],
  },
  "PUT /peers/{id}": {
    may: "admin",
    mayNot: "sre",
    response: peerResponseSchema,
    success: async (fixture) => ({ ...(await aPeer(fixture)), body: peerBody() }),
    refused: PEER_REFUSALS.map(([call, field]) => [{ ...call, params: { id: "any" } }, field] as const),
  },
  "DELETE /peers/{id}": {
    may: "admin",
    mayNot: "sre",
    response: peerResponseSchema,
    success: aPeer,
    refused: [],
  },
  "GET /settings/channels": { ...reader, may: "admin", mayNot: "sre", response: channelListResponseSchema },
  "POST /settings/channels": {
    may: "admin",
    mayNot: "sre",
    response: channelResponseSchema,
    success: async () => ({ body: channelBody() }),
    refused: [
      ...CHANNEL_REFUSALS,
      [{ body: { ...channelBody(), secret: null } }, "/secret"],
      [
        { body: { ...channelBody(), target: { ...WEBHOOK, url: "http://169.254.169.254/latest" } } },
        "/target/url",
      ],
    ],
  },
  "GET /settings/channels/{id}": {
    may: "admin",
    mayNot: "sre",
    response: channelResponseSchema,
    success: aChannel,
    refused: [],
  },
  "PUT /settings/channels/{id}": {
    may: "admin",
    mayNot: "sre",
    response: channelResponseSchema,
    success: async (fixture) => ({ ...(await aChannel(fixture)), body: { ...channelBody(), secret: null } }),
    refused: CHANNEL_REFUSALS.map(([call, field]) => [{ ...call, params: { id: "any" } }, field] as const),
  },
  "DELETE /settings/channels/{id}": {
    may: "admin",
    mayNot: "sre",
    response: channelResponseSchema,
    success: aChannel,
    refused: [],
  },
  "POST /settings/channels/{id}/test": {
    may: "admin",
    mayNot: "sre",
    response: deliveryResponseSchema,
    success: async (fixture) => ({ params: (await aChannel(fixture)).params }),
    refused: [],
  },
  "GET /settings/channels/{id}/deliveries": {
    may: "admin",
    mayNot: "sre",
    response: deliveryLogResponseSchema,
    success: async (fixture) => {
      const { params } = await aChannel(fixture);
      await testChannel(fixture.ctx, params);
      return { params };
    },
    refused: [[{ search: "?limit=0", params: { id: "any" } }, "limit"]],
  },
  "POST /settings/channels/{id}/deliveries/{deliveryId}/replay": {
    may: "admin",
    mayNot: "sre",
    response: deliveryResponseSchema,
    success: async (fixture) => {
      const { params } = await aChannel(fixture);
      const { id: deliveryId } = await testChannel(fixture.ctx, params);
      await fixture.ctx.deliveries.settle(deliveryId, { status: "failed", reason: null, finishedMs: 0 });
      return { params: { ...params, deliveryId } };
    },
    refused: [],
  },
  "GET /sources": { ...reader, may: "admin", mayNot: "sre", response: sourceListResponseSchema },
  "POST /sources": {
    may: "admin",
    mayNot: "sre",
    response: sourceResponseSchema,
    success: async () => ({ body: sourceBody() }),
    refused: [...SOURCE_REFUSALS, [{ body: { ...sourceBody(), headers: { "x-a": null } } }, "/headers/x-a"]],
  },
  "POST /sources/try": {
    may: "admin",
    mayNot: "sre",
    response: trySourceResponseSchema,
    success: async () => ({ body: { ...sourceBody(), url: "http://127.0.0.1:9" } }),
    refused: SOURCE_REFUSALS,
  },
  "GET /sources/states": { ...reader, may: "sre", mayNot: "read", response: sourceStatesResponseSchema },
  "GET /sources/{id}": {
    may: "admin",
    mayNot: "sre",
    response: sourceResponseSchema,
    success: aSource,
    refused: [],
  },
  "PUT /sources/{id}": {
    may: "admin",
    mayNot: "sre",
    response: sourceResponseSchema,
    success: async (fixture) => ({ ...(await aSource(fixture)), body: sourceBody() }),
    refused: SOURCE_REFUSALS.map(([call, field]) => [{ ...call, params: { id: "any" } }, field] as const),
  },
  "DELETE /sources/{id}": {
    may: "admin",
    mayNot: "sre",
    response: sourceResponseSchema,
    success: aSource,
    refused: [],
  },
  "GET /demo/fleet": { ...reader, may: "sre", mayNot: "read", response: fleetStateResponseSchema },
  "POST /demo/scenarios": {
    may: "sre",
    mayNot: "read",
    response: fleetStateResponseSchema,
    success: async () => ({ body: { kind: "memory-leak", region: "eu-west-1", service: "catalog" } }),
    refused: [
      [{ body: { kind: "flood", region: "eu-west-1" } }, "/kind"],
      [{ body: { kind: "memory-leak", region: "atlantis", service: "catalog" } }, "/region"],
      [{ body: { kind: "memory-leak", region: "eu-west-1" } }, "/service"],
      [{ body: { kind: "memory-leak" } }, "/region"],
    ],
  },
  "POST /demo/speed": {
    may: "sre",
    mayNot: "read",
    response: fleetStateResponseSchema,
    success: async () => ({ body: { speed: 20 } }),
    refused: [[{ body: { speed: 0 } }, "/speed"]],
  },
  "POST /demo/reset": { ...reader, may: "sre", mayNot: "read", response: fleetStateResponseSchema },
};

let ruleCount = 0;
async function newRule(ctx: Ctx): Promise<{ key: string; updated_at: string }> {
  const body = createMappingBodySchema.parse({ ...RULE, key: `sales-${ruleCount++}` });
  const { rule, updatedAtMs } = await createMapping(ctx, body);
  return { key: rule.key, updated_at: new Date(updatedAtMs).toISOString() };
}

const nameOf = (route: ServedRoute) => `${route.method} ${route.path.slice(BASE.length)}`;
const rows = REGISTERED_ROUTES.map((route) => [nameOf(route), route] as const);

let fixture: ApiFixture;
let fleet: TestFleet;
const headersOf = new Map<Who, Headers>();

beforeAll(async () => {
  fleet = await startTestFleet(Date.UTC(2026, 10, 24));
  Object.assign(process.env, { FLEET_CONTROL_URL: fleet.url, FLEET_CONTROL_KEY: fleet.key });
  fixture = await createApiFixture();
  headersOf.set("read", await fixture.keyHeaders("read"));
  headersOf.set("ingest", await fixture.keyHeaders("ingest"));
  for (const role of ["sre", "admin"] as const) headersOf.set(role, await fixture.sessionHeaders(role));
});
afterAll(async () => {
  await fleet.stop();
  await fixture.drop();
});

async function call(
  route: ServedRoute,
  who: Who | Headers | null,
  { search = "", params, body, headers: own }: Call = {},
) {
  const path = route.path.replace(/\{(\w+)\}/g, (_all, name: string) => params?.[name] ?? "none");
  const headers = new Headers(who instanceof Headers ? who : who === null ? {} : headersOf.get(who));
  for (const [name, value] of Object.entries(own ?? {})) headers.set(name, value);
  if (body !== undefined && !headers.has("content-type")) headers.set("content-type", "application/json");
  const sent = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
  const init = { method: route.method, headers, body: sent };
  const request = new Request(TEST_ORIGIN + path + search, init);
  return route.handler(request, { params: Promise.resolve(params ?? {}) });
}

async function expectProblem(response: Response, status: number) {
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = problemSchema.parse(await response.json());
  expect(problem.status).toBe(status);
  return problem;
}

async function expectSuccess(response: Response, route: ServedRoute): Promise<{ data: unknown; meta: Meta }> {
  const { responseType } = route.declaration;
  if (responseType) {
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      `${responseType}; charset=utf-8`,
    ]);
    const meta = { as_of: null, age_seconds: null, demo: false, missing: [] };
    return { data: CASES[nameOf(route)].response.parse(await response.text()), meta };
  }
  const body = (await response.json()) as { data: unknown; meta: Meta };
  expect(response.status, JSON.stringify(body)).toBe(route.declaration.status ?? 200);
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(CASES[nameOf(route)].response.parse(body)).toEqual(body); // nothing beside the contract travels
  return body;
}

test("every registered route has its cases, and no case is left over", () => {
  expect(Object.keys(CASES).sort()).toEqual(rows.map(([name]) => name).sort());
});

const SEARCH_BEFORE = new Map([
  ["GET /metrics/history", "?metric=cpu"],
  ["GET /metrics/histories", "?metrics=cpu"],
]);

describe("before the first cycle", () => {
  const present = rows.filter(([name]) => /^GET .(metrics|analytics|infrastructure|dashboard)/.test(name));
  test.each(present)("%s is 200, says what is missing and why", async (name, route) => {
    const search = SEARCH_BEFORE.get(name) ?? "";
    const { meta } = await expectSuccess(await call(route, "read", { search }), route);
    expect(meta).toMatchObject({ as_of: null, age_seconds: null, demo: false });
    expect(meta.missing.length).toBeGreaterThan(0);
  });
});

describe("with a cycle stored", () => {
  beforeAll(async () => {
    const { ctx, databaseUrl } = fixture;
    const prisma = createPrisma(databaseUrl, 1);
    await prisma.region.createMany({
      data: ["eu-west-1", "us-east-1"].map((code) => ({ code, name: code })),
    });
    await prisma.service.createMany({ data: ["auth", "checkout"].map((name) => ({ name })) });
    const [key] = await ctx.apiKeys.list();
    const at = new Date(ctx.clock.nowMs() - AGE_MS);
    const seen = { keyId: key.id, lastSampleAt: at, lastRequestAt: at };
    await prisma.ingestSender.create({ data: { ...seen, protocol: "remote-write", folded: 5, requests: 1 } });
    await prisma.ingestRejection.create({ data: { keyId: key.id, reason: "too-old", count: 2, lastAt: at } });
    await prisma.unmappedName.create({
      data: {
        ...{ name: "up", reason: "no-rule", labels: { job: "x" }, seriesCount: 1, samples: 3, keyId: key.id },
        ...{ firstSeenAt: at, lastSeenAt: at },
      },
    });
    await prisma.$executeRaw`insert into ingester (id, epoch, position, checkpoint_position, flushed_at)
      values ('ingester-1', 1, 12, 10, now())`;
    await prisma.$disconnect();
    await ctx.transaction((tx) => tx.snapshots.save(exampleCycle(ctx.clock.nowMs() - AGE_MS)));
  });

  test.each(rows)("%s answers by its contract", async (name, route) => {
    const { meta } = await expectSuccess(
      await call(route, CASES[name].may, await CASES[name].success(fixture)),
      route,
    );
    if (/metrics.(global|regional|services|business)|analytics|infrastructure|dashboard/.test(name)) {
      expect(meta.demo).toBe(true);
      expect(meta.age_seconds).toBeGreaterThanOrEqual(AGE_MS / 1_000);
      expect(meta.age_seconds).toBeLessThan(60);
    }
  });

  test.each(rows)("%s without a credential, or with a bad one, is 401", async (name, route) => {
    const success = await CASES[name].success(fixture);
    const response = await call(route, null, success);
    expect(response.headers.get("www-authenticate")).toMatch(/^Bearer/);
    await expectProblem(response, 401);
    const forged = new Headers({ authorization: "Bearer hmr_nobody-ever-made-this-key" });
    await expectProblem(await call(route, forged, success), 401);
    await expectProblem(await call(route, new Headers({ authorization: "Basic eDp5" }), success), 401);
  });

  test.each(rows)("%s with a scope that is not enough is 403", async (name, route) => {
    const success = await CASES[name].success(fixture);
    await expectProblem(await call(route, CASES[name].mayNot, success), 403);
  });

  test.each(rows)("%s refuses what it does not understand with a 400 that names it", async (name, route) => {
    const { may, success, refused } = CASES[name];
    const good = await success(fixture);
    const unknown = `${good.search ? `${good.search}&` : "?"}colour=blue`;
    for (const [bad, field] of [[{ ...good, search: unknown }, "colour"], ...refused] as const) {
      const problem = await expectProblem(await call(route, may, bad), 400);
      expect(
        problem.errors?.map((error) => error.pointer),
        JSON.stringify(bad),
      ).toContain(field);
    }
  });

  test.each(rows.filter(([, route]) => route.method === "GET"))(
    "%s is 304 while nothing changes",
    async (name, route) => {
      const success = await CASES[name].success(fixture);
      const etag = (await call(route, CASES[name].may, success)).headers.get("etag");
      expect(etag).toBeTruthy();
      const again = new Headers(headersOf.get(CASES[name].may));
      again.set("if-none-match", etag!);
      const unchanged = await call(route, again, success);
      expect(unchanged.status).toBe(304);
      expect(await unchanged.text()).toBe("");
      again.set("if-none-match", 'W/"other"');
      expect((await call(route, again, success)).status).toBe(200);
    },
  );

  test.each(rows.filter(([, route]) => route.declaration.params))(
    "%s of nothing is 404",
    async (name, route) => {
      const success = await CASES[name].success(fixture);
      const params = Object.fromEntries(Object.keys(success.params ?? {}).map((key) => [key, "nothing"]));
      await expectProblem(await call(route, CASES[name].may, { ...success, params }), 404);
    },
  );

  test.each(rows.filter(([, route]) => route.declaration.body))(
    "%s wants the type it declares",
    async (name, route) => {
      const success = await CASES[name].success(fixture);
      const headers = { ...success.headers, "content-type": "text/plain" };
      await expectProblem(await call(route, CASES[name].may, { ...success, headers }), 415);
    },
  );

  test("predictive alerts are read page by page, and an open one is an issue of the infrastructure's", async () => {
    const { ctx } = fixture;
    const list = REGISTERED_ROUTES.find((each) => nameOf(each) === "GET /alerts/predictive")!;
    const health = REGISTERED_ROUTES.find((each) => nameOf(each) === "GET /infrastructure/health")!;
    for (let made = 0; made < 3; made++) await aPrediction(fixture);
    const seen: string[] = [];
    for (let search = "?limit=2"; search !== "";) {
      const { data, meta } = await expectSuccess(await call(list, "read", { search }), list);
      seen.push(...(data as { id: string }[]).map(({ id }) => id));
      search = meta.next_cursor ? `?limit=2&cursor=${encodeURIComponent(meta.next_cursor)}` : "";
    }
    const open = await ctx.predictions.list({ state: "open", parts: false, limit: 1_000 });
    expect(seen).toEqual(open.map(({ id }) => id));
    expect(seen.length).toBeGreaterThanOrEqual(3);
    const nowMs = ctx.clock.nowMs();
    const run = { sinceMs: nowMs, assessedMs: nowMs, finishedMs: nowMs, tookMs: 1, series: 2, unreadable: 0 };
    const read = () => call(health, "read").then((response) => expectSuccess(response, health));
    const issues = async () =>
      ((await read()).data as { predicted_issues: { id: string }[] | null }).predicted_issues;
    await ctx.predictionRuns.save({ ...run, silent: 1 });
    expect((await issues())?.map(({ id }) => id)).toEqual(seen);
    await ctx.predictionRuns.save({ ...run, silent: 2 });
    expect(await issues()).toHaveLength(seen.length); // what is open stays an issue where nothing new can be said
    await ctx.predictions.save(open.map((each) => ({ ...each, closedMs: nowMs, ending: "withdrawn" })));
    expect(await issues()).toBeNull(); // nothing could be predicted: nobody says all is well
    await ctx.predictionRuns.save({ ...run, silent: 1 });
    expect(await issues()).toEqual([]);
    await ctx.predictionRuns.save({ ...run, assessedMs: nowMs - 3_600_000, silent: 1 });
    const { data, meta } = await read();
    expect(data).toMatchObject({ predicted_issues: null });
    expect(meta.missing).toContainEqual(
      expect.objectContaining({ field: "predicted_issues", reason: "stale" }),
    );
  });

  test("what needs attention tells what is predicted from what is so, with its probability and its money's method", async () => {
    const route = REGISTERED_ROUTES.find((each) => nameOf(each) === "GET /dashboard/executive")!;
    const { data } = await expectSuccess(await call(route, "read"), route);
    expect((data as { attention: object[] }).attention).toEqual([
      expect.objectContaining({ kind: "objective-missed", prediction: null, money_method: null }),
      {
        ...{
          kind: "prediction",
          severity: "medium",
          region: "eu-west-1",
          service: null,
          users_affected: null,
        },
        text: expect.stringContaining("63 % within 4 h") as string,
        ...{ money_at_risk_low: 0, money_at_risk_high: 9_000 },
        money_method: expect.stringContaining("From nothing") as string,
        prediction: { id: "example", probability: 0.63 },
        incident: null,
      },
    ]);
  });

  test("anomalies are read page by page, and name the regions that wait for history", async () => {
    const { ctx } = fixture;
    const list = REGISTERED_ROUTES.find((each) => nameOf(each) === "GET /anomalies")!;
    for (let made = 0; made < 3; made++) await anAnomaly(fixture);
    const times = { detectedMs: ctx.clock.nowMs(), finishedMs: ctx.clock.nowMs(), tookMs: 1 };
    const waiting = [
      { region: "eu-west-1", service: null, windows: 13 },
      { region: "us-east-1", service: "checkout", windows: null },
    ];
    const run = { ...times, series: 2, learning: 1, waiting, leftOutFrom: "coupon", unreadable: 0 };
    await ctx.anomalyRuns.save(run);
    const seen: string[] = [];
    for (let search = "?limit=2"; search !== "";) {
      const { data, meta } = await expectSuccess(await call(list, "read", { search }), list);
      seen.push(...(data as { id: string }[]).map(({ id }) => id));
      const [leftOut, wait, services, ...more] = meta.missing;
      expect(leftOut!.remedy).toContain("Services from coupon on");
      expect(services!.remedy).toContain("1 service in a region is not judged");
      expect(more).toEqual([]);
      expect(wait).toMatchObject({ region: "eu-west-1", reason: "insufficient-history" });
      expect(wait!.remedy).toContain("2 more hours");
      search = meta.next_cursor ? `?limit=2&cursor=${encodeURIComponent(meta.next_cursor)}` : "";
    }
    const open = await ctx.anomalies.list({ state: "open", limit: 1_000 });
    expect(seen).toEqual(open.map(({ id }) => id));
    expect(seen.length).toBeGreaterThanOrEqual(3);
    const ofService = async (name: string) =>
      (await expectSuccess(await call(list, "read", { search: `?service=${name}` }), list)).meta.missing;
    expect(await ofService("checkout")).toMatchObject([{ region: "us-east-1", reason: "stale" }]);
    const leavingOut = { ...times, series: 2, learning: 1, waiting: [], leftOutFrom: "cart", unreadable: 0 };
    await ctx.anomalyRuns.save(leavingOut);
    expect(await ofService("checkout")).toMatchObject([{ service: "checkout", reason: "not-configured" }]);
  });

  test("an unknown region is named in the refusal", async () => {
    const route = REGISTERED_ROUTES.find((each) => nameOf(each) === "GET /metrics/regional")!;
    const problem = await expectProblem(await call(route, "read", { search: "?regions=atlantis" }), 400);
    expect(problem.detail).toContain("atlantis");
  });

  test("regions and services can be read page by page", async () => {
    const route = REGISTERED_ROUTES.find((each) => nameOf(each) === "GET /metrics/services")!;
    const seen: string[] = [];
    for (let search = "?limit=1"; search !== "";) {
      const { data, meta } = await expectSuccess(await call(route, "read", { search }), route);
      for (const row of data as { region: string; service_name: string }[])
        seen.push(`${row.region}/${row.service_name}`);
      search = meta.next_cursor ? `?limit=1&cursor=${encodeURIComponent(meta.next_cursor)}` : "";
    }
    expect(seen).toEqual(["eu-west-1/checkout", "us-east-1/checkout", "us-east-1/search"]);
  });

  test.each([
    ["/regions/{code}", A_REGION, REGION_BODY],
    ["/services/{name}", A_SERVICE, SERVICE_BODY],
  ])(
    "%s is changed by whoever read it last: 428 without its ETag, 412 with an older one",
    async (at, { params }, body) => {
      const [get, put] = ["GET", "PUT"].map((method) =>
        REGISTERED_ROUTES.find((route) => nameOf(route) === `${method} ${at}`)!,
      );
      const read = (await call(get, "read", { params })).headers.get("etag")!;
      await expectProblem(await call(put, "admin", { params, body }), 428);
      const first = await call(put, "admin", { params, body, headers: { "if-match": read } });
      expect(await expectSuccess(first, put)).toMatchObject({
        data: { ...body, etag: first.headers.get("etag") },
      });
      expect(first.headers.get("etag")).not.toBe(read);
      const late = await call(put, "admin", { params, body, headers: { "if-match": read } });
      expect((await expectProblem(late, 412)).detail).toMatch(/^admin changed it/);
      const now = await call(get, "read", { params });
      expect(now.headers.get("etag")).toBe(first.headers.get("etag"));
      expect(await expectSuccess(now, get)).toMatchObject({ data: body });
    },
  );

  test.each<[name: string, who: Who, request: Call]>([
    ["GET /regions", "read", {}],
    ["GET /regions/{code}", "read", A_REGION],
    ["PUT /regions/{code}", "admin", { ...A_REGION, body: REGION_BODY }],
  ])("%s says of which currency its amounts are", async (name, who, request) => {
    const route = REGISTERED_ROUTES.find((each) => nameOf(each) === name)!;
    const { meta } = await expectSuccess(await call(route, who, request), route);
    expect(meta.currency).toBe((await fixture.ctx.businessSettings.read()).currency);
  });

  test("what a region's or a service's answer says can be sent back, and changes nothing", async () => {
    for (const [at, { params }] of [
      ["/regions/{code}", A_REGION],
      ["/services/{name}", A_SERVICE],
    ] as const) {
      const [get, put] = ["GET", "PUT"].map((method) =>
        REGISTERED_ROUTES.find((route) => nameOf(route) === `${method} ${at}`)!,
      );
      const { data } = await expectSuccess(await call(get, "read", { params }), get);
      const { etag, ...said } = data as Record<string, unknown> & { etag: string };
      const body = Object.fromEntries(Object.entries(said).filter(([field]) => !(field in params)));
      const answer = await call(put, "admin", { params, body, headers: { "if-match": etag } });
      expect((await expectSuccess(answer, put)).data).toMatchObject(said);
    }
  });

  test("a new cycle gets a new ETag", async () => {
    const route = REGISTERED_ROUTES.find((each) => nameOf(each) === "GET /metrics/global")!;
    const before = (await call(route, "read")).headers.get("etag");
    await fixture.ctx.transaction((tx) => tx.snapshots.save(exampleCycle(fixture.ctx.clock.nowMs())));
    expect((await call(route, "read")).headers.get("etag")).not.toBe(before);
  });

  test("a key that was just revoked is refused", async () => {
    const list = REGISTERED_ROUTES.find((each) => nameOf(each) === "GET /metrics/global")!;
    const revoke = REGISTERED_ROUTES.find((each) => nameOf(each) === "DELETE /keys/{id}")!;
    const headers = await fixture.keyHeaders("read");
    const [newest] = await fixture.ctx.apiKeys.list();
    expect((await call(revoke, "admin", { params: { id: newest.id } })).status).toBe(200);
    await expectProblem(await call(list, headers), 401); // it was never used, so no cache knows it
  });
});
