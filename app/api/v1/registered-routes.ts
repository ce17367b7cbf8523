import type { RegisteredRoute } from "@/lib/http/openapi-types";
import type { RouteHandler, RouteMethod } from "@/lib/http/route-declaration";
import * as actor from "./hyperscale-monitoring/actor/route";
import * as predictiveAlerts from "./hyperscale-monitoring/alerts/predictive/route";
import * as realTimeAnalytics from "./hyperscale-monitoring/analytics/real-time/route";
import * as anomalies from "./hyperscale-monitoring/anomalies/route";
import * as backfillCancel from "./hyperscale-monitoring/backfills/[id]/cancel/route";
import * as backfills from "./hyperscale-monitoring/backfills/route";
import * as executiveDashboard from "./hyperscale-monitoring/dashboard/executive/route";
import * as deployments from "./hyperscale-monitoring/deployments/route";
import * as demoFleet from "./hyperscale-monitoring/demo/fleet/route";
import * as demoReset from "./hyperscale-monitoring/demo/reset/route";
import * as demoScenarios from "./hyperscale-monitoring/demo/scenarios/route";
import * as demoSpeed from "./hyperscale-monitoring/demo/speed/route";
import * as infrastructureHealth from "./hyperscale-monitoring/infrastructure/health/route";
import * as incident from "./hyperscale-monitoring/incidents/[id]/route";
import * as incidentAcknowledge from "./hyperscale-monitoring/incidents/[id]/acknowledge/route";
import * as incidentAssign from "./hyperscale-monitoring/incidents/[id]/assign/route";
import * as incidentNote from "./hyperscale-monitoring/incidents/[id]/note/route";
import * as incidentPostmortem from "./hyperscale-monitoring/incidents/[id]/postmortem/route";
import * as incidentReopen from "./hyperscale-monitoring/incidents/[id]/reopen/route";
import * as incidentResolve from "./hyperscale-monitoring/incidents/[id]/resolve/route";
import * as incidentStatus from "./hyperscale-monitoring/incidents/[id]/status/route";
import * as incidentUndo from "./hyperscale-monitoring/incidents/[id]/undo/route";
import * as incidentReliability from "./hyperscale-monitoring/incidents/reliability/route";
import * as incidents from "./hyperscale-monitoring/incidents/route";
import * as ingestStatus from "./hyperscale-monitoring/ingest/status/route";
import * as key from "./hyperscale-monitoring/keys/[id]/route";
import * as keys from "./hyperscale-monitoring/keys/route";
import * as receivedAlerts from "./hyperscale-monitoring/integrations/alerts/route";
import * as github from "./hyperscale-monitoring/integrations/github/route";
import * as kpis from "./hyperscale-monitoring/kpis/route";
import * as mapping from "./hyperscale-monitoring/mappings/[key]/route";
import * as mappings from "./hyperscale-monitoring/mappings/route";
import * as mappingTrial from "./hyperscale-monitoring/mappings/try/route";
import * as businessImpact from "./hyperscale-monitoring/metrics/business-impact/route";
import * as globalMetrics from "./hyperscale-monitoring/metrics/global/route";
import * as metricsHistories from "./hyperscale-monitoring/metrics/histories/route";
import * as metricsHistory from "./hyperscale-monitoring/metrics/history/route";
import * as regionalMetrics from "./hyperscale-monitoring/metrics/regional/route";
import * as serviceMetrics from "./hyperscale-monitoring/metrics/services/route";
import * as capacityForecast from "./hyperscale-monitoring/capacity/forecast/route";
import * as forecastAccuracy from "./hyperscale-monitoring/forecasts/accuracy/route";
import * as forecasts from "./hyperscale-monitoring/forecasts/route";
import * as knownEvent from "./hyperscale-monitoring/known-events/[id]/route";
import * as knownEvents from "./hyperscale-monitoring/known-events/route";
import * as maintenanceWindow from "./hyperscale-monitoring/maintenance-windows/[id]/route";
import * as maintenanceWindows from "./hyperscale-monitoring/maintenance-windows/route";
import * as capacitySettings from "./hyperscale-monitoring/settings/capacity/route";
import * as serviceTotals from "./hyperscale-monitoring/metrics/services/totals/route";
import * as monitoringStart from "./hyperscale-monitoring/monitoring/start/route";
import * as region from "./hyperscale-monitoring/regions/[code]/route";
import * as regions from "./hyperscale-monitoring/regions/route";
import * as service from "./hyperscale-monitoring/services/[name]/route";
import * as services from "./hyperscale-monitoring/services/route";

import * as objective from "./hyperscale-monitoring/objectives/[id]/route";
import * as openslo from "./hyperscale-monitoring/objectives/openslo/route";
import * as objectives from "./hyperscale-monitoring/objectives/route";
import * as monitoringStatus from "./hyperscale-monitoring/monitoring/status/route";
import * as peer from "./hyperscale-monitoring/peers/[id]/route";
import * as peers from "./hyperscale-monitoring/peers/route";
import * as predictionRule from "./hyperscale-monitoring/prediction-rules/[id]/route";
import * as predictionRulePreview from "./hyperscale-monitoring/prediction-rules/preview/route";
import * as predictionRules from "./hyperscale-monitoring/prediction-rules/route";
import * as prediction from "./hyperscale-monitoring/predictions/[id]/route";
import * as predictionRecord from "./hyperscale-monitoring/predictions/record/route";
import * as predictionReplayCancel from "./hyperscale-monitoring/predictions/replay/cancel/route";
import * as predictionReplay from "./hyperscale-monitoring/predictions/replay/route";
import * as channels from "./hyperscale-monitoring/settings/channels/route";
import * as channel from "./hyperscale-monitoring/settings/channels/[id]/route";
import * as channelDeliveries from "./hyperscale-monitoring/settings/channels/[id]/deliveries/route";
import * as channelReplay from "./hyperscale-monitoring/settings/channels/[id]/deliveries/[deliveryId]/replay/route";
import * as channelTest from "./hyperscale-monitoring/settings/channels/[id]/test/route";
import * as responsePolicy from "./hyperscale-monitoring/response-policies/[id]/route";
import * as responsePolicies from "./hyperscale-monitoring/response-policies/route";
import * as responseApprove from "./hyperscale-monitoring/responses/[id]/approve/route";
import * as responseDeny from "./hyperscale-monitoring/responses/[id]/deny/route";
import * as responseDryRun from "./hyperscale-monitoring/responses/[id]/dry-run/route";
import * as responseSettle from "./hyperscale-monitoring/responses/[id]/settle/route";
import * as responseUndo from "./hyperscale-monitoring/responses/[id]/undo/route";
import * as responses from "./hyperscale-monitoring/responses/route";
import * as responseSettings from "./hyperscale-monitoring/settings/responses/route";
import * as businessSettings from "./hyperscale-monitoring/settings/business/route";
import * as source from "./hyperscale-monitoring/sources/[id]/route";
import * as sourceStates from "./hyperscale-monitoring/sources/states/route";
import * as trySource from "./hyperscale-monitoring/sources/try/route";
import * as sources from "./hyperscale-monitoring/sources/route";

type RouteModule = Partial<Record<RouteMethod, RouteHandler>>;

const BASE = "/api/v1/hyperscale-monitoring";
const METHODS: readonly RouteMethod[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** Every route of the API; a test fails when a route file is missing here. */
const MODULES: Readonly<Record<string, RouteModule>> = {
  "/actor": actor,
  "/alerts/predictive": predictiveAlerts,
  "/anomalies": anomalies,
  "/incidents": incidents,
  "/incidents/reliability": incidentReliability,
  "/incidents/{id}": incident,
  "/incidents/{id}/acknowledge": incidentAcknowledge,
  "/incidents/{id}/assign": incidentAssign,
  "/incidents/{id}/note": incidentNote,
  "/incidents/{id}/postmortem": incidentPostmortem,
  "/incidents/{id}/reopen": incidentReopen,
  "/incidents/{id}/resolve": incidentResolve,
  "/incidents/{id}/status": incidentStatus,
  "/incidents/{id}/undo": incidentUndo,
  "/metrics/global": globalMetrics,
  "/metrics/regional": regionalMetrics,
  "/metrics/services": serviceMetrics,
  "/metrics/services/totals": serviceTotals,
  "/metrics/business-impact": businessImpact,
  "/metrics/history": metricsHistory,
  "/metrics/histories": metricsHistories,
  "/analytics/real-time": realTimeAnalytics,
  "/infrastructure/health": infrastructureHealth,
  "/dashboard/executive": executiveDashboard,
  "/capacity/forecast": capacityForecast,
  "/forecasts": forecasts,
  "/forecasts/accuracy": forecastAccuracy,
  "/known-events": knownEvents,
  "/known-events/{id}": knownEvent,
  "/maintenance-windows": maintenanceWindows,
  "/maintenance-windows/{id}": maintenanceWindow,
  "/deployments": deployments,
  "/monitoring/start": monitoringStart,
  "/objectives": objectives,
  "/objectives/openslo": openslo,
  "/objectives/{id}": objective,
  "/monitoring/status": monitoringStatus,
  "/ingest/status": ingestStatus,
  "/backfills": backfills,
  "/backfills/{id}/cancel": backfillCancel,
  "/integrations/alerts": receivedAlerts,
  "/integrations/github": github,
  "/kpis": kpis,
  "/mappings": mappings,
  "/mappings/try": mappingTrial,
  "/mappings/{key}": mapping,
  "/keys": keys,
  "/keys/{id}": key,
  "/regions": regions,
  "/regions/{code}": region,
  "/services": services,
  "/services/{name}": service,
  "/peers": peers,
  "/peers/{id}": peer,
  "/prediction-rules": predictionRules,
  "/prediction-rules/preview": predictionRulePreview,
  "/prediction-rules/{id}": predictionRule,
  "/predictions/record": predictionRecord,
  "/predictions/replay": predictionReplay,
  "/predictions/replay/cancel": predictionReplayCancel,
  "/predictions/{id}": prediction,
  "/response-policies": responsePolicies,
  "/response-policies/{id}": responsePolicy,
  "/responses": responses,
  "/responses/{id}/approve": responseApprove,
  "/responses/{id}/deny": responseDeny,
  "/responses/{id}/dry-run": responseDryRun,
  "/responses/{id}/settle": responseSettle,
  "/responses/{id}/undo": responseUndo,
  "/settings/responses": responseSettings,
  "/settings/business": businessSettings,
  "/settings/capacity": capacitySettings,
  "/settings/channels": channels,
  "/settings/channels/{id}": channel,
  "/settings/channels/{id}/deliveries": channelDeliveries,
  "/settings/channels/{id}/deliveries/{deliveryId}/replay": channelReplay,
  "/settings/channels/{id}/test": channelTest,
  "/sources": sources,
  "/sources/try": trySource,
  "/sources/states": sourceStates,
  "/sources/{id}": source,
  "/demo/fleet": demoFleet,
  "/demo/scenarios": demoScenarios,
  "/demo/speed": demoSpeed,
  "/demo/reset": demoReset,
};

export interface ServedRoute extends RegisteredRoute {
  readonly handler: RouteHandler;
}

export const REGISTERED_ROUTES: readonly ServedRoute[] = Object.entries(MODULES).flatMap(([path, module]) =>
  METHODS.flatMap((method) => {
    const handler = module[method];
    return handler ? [{ path: BASE + path, method, declaration: handler.declaration, handler }] : [];
  }),
);
