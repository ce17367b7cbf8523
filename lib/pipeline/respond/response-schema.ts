import { z } from "zod";
import { INCIDENT_CATEGORIES, INCIDENT_SEVERITIES, SIGNAL_SOURCES } from "@/lib/domain/incident";
import { PREDICTION_KINDS } from "@/lib/domain/prediction";
import {
  RESPONSE_ACTIONS,
  RESPONSE_MODES,
  RUN_STATES,
  type ResponseAction,
  type ResponsePolicySettings,
  type ResponseRun,
  type TargetFigures,
  type VersionedResponseSettings,
} from "@/lib/domain/response";

/** What is stored of responses. */
const actionSchema: z.ZodType<ResponseAction> = z.object({
  kind: z.enum(RESPONSE_ACTIONS),
  share: z.number().nullable(),
  toRegion: z.string().nullable(),
});

const rate = z.object({ perHour: z.number(), cooldownMs: z.number() });

export const policySettingsSchema: z.ZodType<ResponsePolicySettings> = z.object({
  name: z.string(),
  enabled: z.boolean(),
  mode: z.enum(RESPONSE_MODES),
  match: z.object({
    sources: z.array(z.enum(SIGNAL_SOURCES)),
    predictionKinds: z.array(z.enum(PREDICTION_KINDS)),
    minProbability: z.number(),
    categories: z.array(z.enum(INCIDENT_CATEGORIES)),
    minSeverity: z.enum(INCIDENT_SEVERITIES),
    regions: z.array(z.string()),
    services: z.array(z.string()),
    hours: z.object({ fromHour: z.number(), toHour: z.number() }).nullable(),
  }),
  actions: z.array(actionSchema),
  limits: z.object({ action: rate, scope: rate, capacityShare: z.number() }),
  approveWithinMs: z.number(),
  verifyWithinMs: z.number(),
});

const figure = z.number().nullable();
const figuresSchema: z.ZodType<TargetFigures> = z.object({
  newestSampleMs: figure,
  stale: z.boolean(),
  requestsPerSecond: figure,
  errorRatio: figure,
  latencyP99Ms: figure,
  cpuRatio: figure,
  memoryRatio: figure,
  diskRatio: figure,
  connectionRatio: figure,
  servers: figure,
});

const time = z.bigint().transform(Number);
export const runRowSchema: z.ZodType<ResponseRun> = z.object({
  id: z.string(),
  policyId: z.string(),
  policyName: z.string(),
  mode: z.enum(RESPONSE_MODES),
  incidentId: z.string(),
  signalId: z.string(),
  region: z.string(),
  service: z.string().nullable(),
  action: actionSchema,
  step: z.number(),
  state: z.enum(RUN_STATES),
  reason: z.string(),
  heldBy: z.string().nullable(),
  createdMs: time,
  expiresMs: time.nullable(),
  decidedBy: z.string().nullable(),
  decidedMs: time.nullable(),
  claimedMs: time.nullable(),
  capacityShare: z.number().nullable(),
  executedMs: time.nullable(),
  verifyByMs: time.nullable(),
  request: z.unknown(),
  answer: z.unknown(),
  externalId: z.string().nullable(),
  before: figuresSchema.nullable(),
  after: figuresSchema.nullable(),
  endedMs: time.nullable(),
  outcome: z.string().nullable(),
  undoAskedBy: z.string().nullable(),
  demo: z.boolean(),
  version: z.number(),
});

export const responseSettingsSchema: z.ZodType<VersionedResponseSettings> = z.object({
  version: z.number(),
  stopped: z.boolean(),
  freezes: z.array(
    z.object({
      name: z.string(),
      fromMs: z.number(),
      toMs: z.number(),
      weekly: z.boolean(),
      regions: z.array(z.string()),
    }),
  ),
});
