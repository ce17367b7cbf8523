import type { MissingFigure } from "@/lib/domain/missing-figure";

export type BusinessReason = Pick<MissingFigure, "reason" | "remedy">;

const why = (reason: MissingFigure["reason"], remedy: string): BusinessReason => ({ reason, remedy });

/** Why a business figure is not known, and where to mend it. */
export const BUSINESS_REASONS = {
  noRevenue: why(
    "not-configured",
    "Send revenue (POST /kpis, or a metric that a mapping names revenue), or set a revenue per minute: Settings, Business for the world, Settings, Regions for a region.",
  ),
  youngRevenue: why(
    "insufficient-history",
    "Revenue is sent, but what a minute should bring is known after four days of it; until then set a revenue per minute: Settings, Business.",
  ),
  staleRevenue: why("stale", "Revenue was sent and stopped: check its sender."),
  noFailures: why(
    "no-data",
    "Send requests with their status (http_requests_total or http.server.request.duration): money at risk follows from those that fail.",
  ),
  noLatency: why(
    "no-data",
    "Send latencies (http_request_duration_seconds or http.server.request.duration): slow answers cost money too.",
  ),
  noUsual: why("insufficient-history", "What usually fails is known after the first minutes of requests."),
  noUsers: why("no-data", "Send active_users."),
  noPrice: why(
    "not-configured",
    "Set the price of a server-hour: Settings, Business for the world, Settings, Regions for a region.",
  ),
  noServers: why("no-data", "Send server_count, or node_boot_time_seconds of each server (node_exporter)."),
  noRequests: why("no-data", "Nothing was requested in the last minutes, or requests are not sent."),
  noUtilization: why("no-data", "Send CPU or memory utilisation, for example from node_exporter."),
  noDeployments: why(
    "not-configured",
    "Report deployments: POST /deployments from a pipeline, or GitHub's webhook (Settings, Deployments).",
  ),
  noNewCustomers: why("not-configured", "Send new_customers: POST /kpis."),
  youngNewCustomers: why(
    "insufficient-history",
    "A second figure of new customers tells how long a time each is of.",
  ),
  staleNewCustomers: why("stale", "New customers were sent and stopped more than 24 h ago."),
  noRetention: why("not-configured", "Send retained_customers (0–1): POST /kpis."),
  staleRetention: why("stale", "Retention was sent and stopped more than 24 h ago."),
  noSatisfaction: why(
    "not-configured",
    "Send customer_satisfaction_ratio (0–1), for example from your CSAT surveys, or satisfaction by POST /kpis.",
  ),
  staleSatisfaction: why("stale", "Satisfaction was sent and stopped: check its sender."),
  noPeers: why("not-configured", "Name peers to compare with: Settings, Peers."),
  noOwnPeer: why(
    "not-configured",
    "Add your own public address as a peer (Settings, Peers), so that like is compared with like.",
  ),
  youngPeers: why(
    "insufficient-history",
    "Peers are probed once a minute; the comparison follows after ten probes of each side.",
  ),
  halfPeers: why("no-data", "Of one side only latency or only success is known: Settings, Peers."),
  noRiskDay: why("insufficient-history", "Amounts are summed by whole minutes; the first is not over yet."),
} as const satisfies Record<string, BusinessReason>;

/** Where `value` is null: the reason, for each of the fields of the REST contract that it is in. */
export function missingWhere(
  value: unknown,
  { reason, remedy }: BusinessReason,
  ...fields: readonly string[]
): MissingFigure[] {
  return value === null ? fields.map((field) => ({ field, reason, remedy })) : [];
}
