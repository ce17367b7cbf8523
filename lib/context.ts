import type { AnomalyRunStore } from "@/lib/anomalies/anomaly-run-store";
import type { AnomalyStore } from "@/lib/anomalies/anomaly-store";
import type { Actor } from "@/lib/platform/actor";
import type { Clock } from "@/lib/platform/clock";
import type { ApiKeyStore } from "@/lib/auth/api-key-store";
import type { OneTimeTokenStore } from "@/lib/auth/one-time-token-store";
import type { PeopleStore } from "@/lib/auth/people-store";
import type { AuditStore } from "@/lib/audit/audit-store";
import type { BackfillStore } from "@/lib/backfill/backfill-store";
import type { BusinessSettingsStore } from "@/lib/business/business-settings-store";
import type { MoneyAtRiskStore } from "@/lib/business/money-at-risk-store";
import type { PeerStore } from "@/lib/business/peer-store";
import type { KpiOutboxStore } from "@/lib/business/kpi-outbox-store";
import type { CapacityStore } from "@/lib/capacity/capacity-store";
import type { KnownEventStore } from "@/lib/capacity/known-event-store";
import type { ChannelStore } from "@/lib/notify/channel-store";
import type { DeliveryStore } from "@/lib/notify/delivery-store";
import type { CatalogStore } from "@/lib/catalog/catalog-store";
import type { DeploymentStore } from "@/lib/catalog/deployment-store";
import type { FleetControlStore } from "@/lib/demo/fleet-control-store";
import type { EngineRunStore } from "@/lib/monitoring/engine-run-store";
import type { ForecastStore } from "@/lib/forecasts/forecast-store";
import type { JobStore } from "@/lib/db/job-store";
import type { IncidentCostStore } from "@/lib/pipeline/incidents/incident-cost-store";
import type { IncidentEventStore } from "@/lib/pipeline/incidents/incident-event-store";
import type { IncidentSignalStore } from "@/lib/pipeline/incidents/incident-signal-store";
import type { IncidentStore } from "@/lib/pipeline/incidents/incident-store";
import type { MaintenanceWindowStore } from "@/lib/pipeline/incidents/maintenance-window-store";
import type { SilencedSignalStore } from "@/lib/pipeline/incidents/silenced-signal-store";
import type { OpenIncidentStore } from "@/lib/pipeline/incidents/open-incident-store";
import type { ReviewedIncidentStore } from "@/lib/pipeline/incidents/reviewed-incident-store";
import type { MonitoringCycleStore } from "@/lib/pipeline/store/monitoring-cycle-store";
import type { IngestStatusStore } from "@/lib/pipeline/store/ingest-status-store";
import type { MappingStore } from "@/lib/pipeline/ingest/mapping/mapping-store";
import type { ObjectiveStore } from "@/lib/slo/objective-store";
import type { StandingStore } from "@/lib/slo/standing-store";
import type { PredictionAssessmentStore } from "@/lib/predictions/prediction-assessment-store";
import type { PredictionRecordStore } from "@/lib/predictions/prediction-record-store";
import type { PredictionReplayStore } from "@/lib/predictions/prediction-replay-store";
import type { PredictionRuleStore } from "@/lib/predictions/prediction-rule-store";
import type { PredictionRunStore } from "@/lib/predictions/prediction-run-store";
import type { PredictionStore } from "@/lib/predictions/prediction-store";
import type { PackedSeriesStore } from "@/lib/pipeline/store/packed-series-store";
import type { RecentSeriesStore } from "@/lib/pipeline/store/recent-series-store";
import type { RollupReadStore } from "@/lib/pipeline/store/rollup-read-store";
import type { SettingStore } from "@/lib/db/setting-store";
import type { SnapshotStore } from "@/lib/pipeline/store/snapshot-store";
import type { SourceStore } from "@/lib/sources/source-store";

/** The stores a verb may use. Inside `ctx.transaction` they are bound to that transaction. */
export interface Stores {
  readonly anomalies: AnomalyStore;
  readonly anomalyRuns: AnomalyRunStore;
  readonly apiKeys: ApiKeyStore;
  readonly audit: AuditStore;
  readonly backfills: BackfillStore;
  readonly businessSettings: BusinessSettingsStore;
  readonly capacity: CapacityStore;
  readonly catalog: CatalogStore;
  readonly channels: ChannelStore;
  readonly cycles: MonitoringCycleStore;
  readonly deliveries: DeliveryStore;
  readonly deployments: DeploymentStore;
  readonly engineRuns: EngineRunStore;
  readonly forecasts: ForecastStore;
  readonly incidentCosts: IncidentCostStore;
  readonly incidentEvents: IncidentEventStore;
  readonly incidents: IncidentStore;
  readonly incidentSignals: IncidentSignalStore;
  readonly openIncidents: OpenIncidentStore;
  readonly reviewedIncidents: ReviewedIncidentStore;
  readonly ingestStatus: IngestStatusStore;
  readonly jobs: JobStore;
  readonly knownEvents: KnownEventStore;
  readonly kpiOutbox: KpiOutboxStore;
  readonly maintenanceWindows: MaintenanceWindowStore;
  readonly mapping: MappingStore;
  readonly moneyAtRisk: MoneyAtRiskStore;
  readonly objectives: ObjectiveStore;
  readonly oneTimeTokens: OneTimeTokenStore;
  readonly packedSeries: PackedSeriesStore;
  readonly peers: PeerStore;
  readonly people: PeopleStore;
  readonly predictionAssessments: PredictionAssessmentStore;
  readonly predictionRecord: PredictionRecordStore;
  readonly predictionReplays: PredictionReplayStore;
  readonly predictionRules: PredictionRuleStore;
  readonly predictionRuns: PredictionRunStore;
  readonly predictions: PredictionStore;
  readonly recentSeries: RecentSeriesStore;
  readonly rollups: RollupReadStore;
  readonly settings: SettingStore;
  readonly silencedSignals: SilencedSignalStore;
  readonly snapshots: SnapshotStore;
  readonly sources: SourceStore;
  readonly standings: StandingStore;
}

/** What every verb gets: who asks, what time it is, the stores, and a transaction over them. */
export interface Ctx extends Stores {
  readonly actor: Actor;
  readonly clock: Clock;
  /** True where the simulated fleet runs and one-click personas sign in. */
  readonly demo: boolean;
  /** The simulated fleet's controls; null where there is none. */
  readonly fleetControl: FleetControlStore | null;
  transaction<T>(run: (tx: Stores) => Promise<T>): Promise<T>;
}
