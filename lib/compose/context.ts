import { createAnomalyRunStore } from "@/lib/anomalies/anomaly-run-store";
import { createAnomalyStore } from "@/lib/anomalies/anomaly-store";
import { createAuditStore } from "@/lib/audit/audit-store";
import { createApiKeyStore } from "@/lib/auth/api-key-store";
import { createOneTimeTokenStore } from "@/lib/auth/one-time-token-store";
import { createPeopleStore } from "@/lib/auth/people-store";
import { createBackfillStore } from "@/lib/backfill/backfill-store";
import { createBusinessSettingsStore } from "@/lib/business/business-settings-store";
import { createMoneyAtRiskStore } from "@/lib/business/money-at-risk-store";
import { createPeerStore } from "@/lib/business/peer-store";
import { createKpiOutboxStore } from "@/lib/business/kpi-outbox-store";
import { createCapacityStore } from "@/lib/capacity/capacity-store";
import { createKnownEventStore } from "@/lib/capacity/known-event-store";
import { createCatalogStore } from "@/lib/catalog/catalog-store";
import { createDeploymentStore } from "@/lib/catalog/deployment-store";
import type { Ctx, Stores } from "@/lib/context";
import { processDatabase, type Database, type Db } from "@/lib/db/client";
import { createFleetControlStore, type FleetControlAddress } from "@/lib/demo/fleet-control-store";
import { createEngineRunStore } from "@/lib/monitoring/engine-run-store";
import { createForecastStore } from "@/lib/forecasts/forecast-store";
import { createJobStore } from "@/lib/db/job-store";
import { createSettingStore } from "@/lib/db/setting-store";
import { inTransaction } from "@/lib/db/transaction";
import { createIncidentCostStore } from "@/lib/pipeline/incidents/incident-cost-store";
import { createIncidentEventStore } from "@/lib/pipeline/incidents/incident-event-store";
import { createIncidentSignalStore } from "@/lib/pipeline/incidents/incident-signal-store";
import { createIncidentStore } from "@/lib/pipeline/incidents/incident-store";
import { createMaintenanceWindowStore } from "@/lib/pipeline/incidents/maintenance-window-store";
import { createSilencedSignalStore } from "@/lib/pipeline/incidents/silenced-signal-store";
import { createOpenIncidentStore } from "@/lib/pipeline/incidents/open-incident-store";
import { createReviewedIncidentStore } from "@/lib/pipeline/incidents/reviewed-incident-store";
import { createMappingStore } from "@/lib/pipeline/ingest/mapping/mapping-store";
import { createResponsePolicyStore } from "@/lib/pipeline/respond/response-policy-store";
import { createResponseSettingsStore } from "@/lib/pipeline/respond/response-settings-store";
import { createResponseStore } from "@/lib/pipeline/respond/response-store";
import { createIngestStatusStore } from "@/lib/pipeline/store/ingest-status-store";
import { createMonitoringCycleStore } from "@/lib/pipeline/store/monitoring-cycle-store";
import { createPackedSeriesStore } from "@/lib/pipeline/store/packed-series-store";
import { createRecentSeriesStore } from "@/lib/pipeline/store/recent-series-store";
import { createRollupReadStore } from "@/lib/pipeline/store/rollup-read-store";
import { createSnapshotStore } from "@/lib/pipeline/store/snapshot-store";
import { createPredictionAssessmentStore } from "@/lib/predictions/prediction-assessment-store";
import { createPredictionRecordStore } from "@/lib/predictions/prediction-record-store";
import { createChannelStore } from "@/lib/notify/channel-store";
import { createDeliveryStore } from "@/lib/notify/delivery-store";
import { createPredictionReplayStore } from "@/lib/predictions/prediction-replay-store";
import { createPredictionRuleStore } from "@/lib/predictions/prediction-rule-store";
import { createPredictionRunStore } from "@/lib/predictions/prediction-run-store";
import { createPredictionStore } from "@/lib/predictions/prediction-store";
import { SCOPES, type Actor } from "@/lib/platform/actor";
import { systemClock, type Clock } from "@/lib/platform/clock";
import { readEnv, type Env } from "@/lib/platform/env";
import { processSingleton } from "@/lib/platform/process-singleton";
import { createObjectiveStore } from "@/lib/slo/objective-store";
import { createStandingStore } from "@/lib/slo/standing-store";
import { createSourceStore } from "@/lib/sources/source-store";

export interface CtxParts {
  readonly database: Database;
  readonly actor: Actor;
  readonly clock: Clock;
  readonly demo: boolean;
  /** Where the simulated fleet is controlled; absent or null: nowhere. */
  readonly fleetControl?: FleetControlAddress | null;
}

function bindStores(db: Db, pool: Database["pool"]): Stores {
  return {
    anomalies: createAnomalyStore(db),
    anomalyRuns: createAnomalyRunStore(db),
    apiKeys: createApiKeyStore(db),
    audit: createAuditStore(db),
    backfills: createBackfillStore(db),
    businessSettings: createBusinessSettingsStore(db),
    capacity: createCapacityStore(db),
    catalog: createCatalogStore(db),
    channels: createChannelStore(db),
    cycles: createMonitoringCycleStore(db),
    deliveries: createDeliveryStore(db),
    deployments: createDeploymentStore(db),
    engineRuns: createEngineRunStore(db),
    forecasts: createForecastStore(db),
    incidentCosts: createIncidentCostStore(db),
    incidentEvents: createIncidentEventStore(db),
    incidents: createIncidentStore(db),
    incidentSignals: createIncidentSignalStore(db),
    openIncidents: createOpenIncidentStore(db),
    reviewedIncidents: createReviewedIncidentStore(db),
    ingestStatus: createIngestStatusStore(db),
    jobs: createJobStore(db),
    knownEvents: createKnownEventStore(db),
    kpiOutbox: createKpiOutboxStore(db),
    maintenanceWindows: createMaintenanceWindowStore(db),
    mapping: createMappingStore(db),
    moneyAtRisk: createMoneyAtRiskStore(db),
    objectives: createObjectiveStore(db),
    oneTimeTokens: createOneTimeTokenStore(db),
    packedSeries: createPackedSeriesStore(pool),
    peers: createPeerStore(db),
    people: createPeopleStore(db),
    predictionAssessments: createPredictionAssessmentStore(db),
    predictionRecord: createPredictionRecordStore(db),
    predictionReplays: createPredictionReplayStore(db),
    predictionRules: createPredictionRuleStore(db),
    predictionRuns: createPredictionRunStore(db),
    predictions: createPredictionStore(db),
    recentSeries: createRecentSeriesStore(db),
    responsePolicies: createResponsePolicyStore(db),
    responses: createResponseStore(db),
    responseSettings: createResponseSettingsStore(db),
    rollups: createRollupReadStore(pool),
    settings: createSettingStore(db),
    silencedSignals: createSilencedSignalStore(db),
    snapshots: createSnapshotStore(db),
    sources: createSourceStore(db),
    standings: createStandingStore(db),
  };
}

/** A context from its parts, for tests and command lines. Roll-up reads go through the pool, outside a transaction. */
export function bindCtx({ database, actor, clock, demo, fleetControl }: CtxParts): Ctx {
  return {
    ...bindStores(database.prisma, database.pool),
    actor,
    clock,
    demo,
    fleetControl: fleetControl ? createFleetControlStore(fleetControl) : null,
    transaction: (run) => inTransaction(database.prisma, (db) => run(bindStores(db, database.pool))),
  };
}

/** This process's environment, read and checked at the first call. */
export function processEnv(): Env {
  return processSingleton("env", () => readEnv());
}

/** The context of one request or job in a web or worker process. */
export function createCtx(actor: Actor): Ctx {
  const env = processEnv();
  return bindCtx({
    database: processDatabase(env.databaseUrl),
    actor,
    clock: systemClock,
    demo: env.demo,
    fleetControl: env.fleetControl,
  });
}

/** A part of the system that acts by itself, with every scope. */
export function systemActor(name: string): Actor {
  return { kind: "system", name, scopes: SCOPES };
}

/** The context of the system itself: scheduled jobs, seeds. */
export function systemCtx(name: string): Ctx {
  return createCtx(systemActor(name));
}
