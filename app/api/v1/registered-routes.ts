import type { RegisteredRoute } from "@/lib/http/openapi-types";
import type { RouteHandler, RouteMethod } from "@/lib/http/route-declaration";
import * as realTimeAnalytics from "./hyperscale-monitoring/analytics/real-time/route";
import * as executiveDashboard from "./hyperscale-monitoring/dashboard/executive/route";
import * as infrastructureHealth from "./hyperscale-monitoring/infrastructure/health/route";
import * as ingestStatus from "./hyperscale-monitoring/ingest/status/route";
import * as key from "./hyperscale-monitoring/keys/[id]/route";
import * as keys from "./hyperscale-monitoring/keys/route";
import * as globalMetrics from "./hyperscale-monitoring/metrics/global/route";
import * as metricsHistory from "./hyperscale-monitoring/metrics/history/route";
import * as regionalMetrics from "./hyperscale-monitoring/metrics/regional/route";
import * as serviceMetrics from "./hyperscale-monitoring/metrics/services/route";
import * as monitoringStart from "./hyperscale-monitoring/monitoring/start/route";

type RouteModule = Partial<Record<RouteMethod, RouteHandler>>;

const BASE = "/api/v1/hyperscale-monitoring";
const METHODS: readonly RouteMethod[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** Every route of the API; a test fails when a route file is missing here. */
const MODULES: Readonly<Record<string, RouteModule>> = {
  "/metrics/global": globalMetrics,
  "/metrics/regional": regionalMetrics,
  "/metrics/services": serviceMetrics,
  "/metrics/history": metricsHistory,
  "/analytics/real-time": realTimeAnalytics,
  "/infrastructure/health": infrastructureHealth,
  "/dashboard/executive": executiveDashboard,
  "/monitoring/start": monitoringStart,
  "/ingest/status": ingestStatus,
  "/keys": keys,
  "/keys/{id}": key,
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
