import type { HistoryRequest } from "@/lib/pipeline/present/history-request";

/** Whose changes, and of which time. */
export interface DeploymentSpan {
  readonly region: string;
  readonly fromMs: number;
  /** null: until now. */
  readonly toMs: number | null;
}

/** Every query key of the browser. A prefix invalidates all below it. */
export const queryKeys = {
  snapshot: {
    all: ["snapshot"] as const,
    executive: ["snapshot", "executive"] as const,
    businessImpact: ["snapshot", "business-impact"] as const,
    global: ["snapshot", "global"] as const,
    regional: ["snapshot", "regional"] as const,
    serviceTotals: ["snapshot", "service-totals"] as const,
    /** A service, region by region. */
    service: (name: string) => ["snapshot", "service", name] as const,
    servicesOf: (region: string) => ["snapshot", "services-of", region] as const,
    engine: ["snapshot", "engine"] as const,
  },
  history: {
    all: ["history"] as const,
    live: ["history", "live"] as const,
    /** `withFigures`: every cycle makes it stale. The request comes last. */
    chart: (request: HistoryRequest, withFigures: boolean) =>
      ["history", withFigures ? "live" : "held", request] as const,
    sparks: ["history", "sparks"] as const,
  },
  ingest: {
    all: ["ingest"] as const,
    status: ["ingest", "status"] as const,
  },
  backfills: { all: ["backfills"] as const },
  deployments: {
    all: ["deployments"] as const,
    /** null: the newest. */
    page: (cursor: string | null) => ["deployments", "page", cursor] as const,
    github: ["deployments", "github"] as const,
    ofService: (name: string, region: string | null) => ["deployments", "service", name, region] as const,
    span: (span: DeploymentSpan) => ["deployments", "span", span] as const,
  },
  catalog: {
    all: ["catalog"] as const,
    regions: ["catalog", "regions"] as const,
    services: ["catalog", "services"] as const,
  },
  forecasts: {
    all: ["forecasts"] as const,
    of: (search: string) => ["forecasts", "newest", search] as const,
    accuracy: (search: string) => ["forecasts", "accuracy", search] as const,
  },
  capacity: {
    all: ["capacity"] as const,
    /** The search of the request. */
    plan: (search: string) => ["capacity", "plan", search] as const,
    events: ["capacity", "events"] as const,
    settings: ["capacity", "settings"] as const,
  },
  business: {
    all: ["business"] as const,
    settings: ["business", "settings"] as const,
    peers: ["business", "peers"] as const,
  },
  demoFleet: { all: ["demo-fleet"] as const },
  mappings: {
    all: ["mappings"] as const,
    list: ["mappings", "list"] as const,
    trial: (rule: unknown) => ["mappings", "trial", rule] as const,
  },
  objectives: {
    all: ["objectives"] as const,
    /** null: all regions, all services. */
    of: (region: string | null, service: string | null) => ["objectives", region, service] as const,
  },
  predictions: {
    all: ["predictions"] as const,
    open: ["predictions", "open"] as const,
    resolved: ["predictions", "resolved"] as const,
    record: ["predictions", "record"] as const,
    replay: ["predictions", "replay"] as const,
    one: (id: string) => ["predictions", "one", id] as const,
    rules: ["predictions", "rules"] as const,
  },
  incidents: {
    all: ["incidents"] as const,
    received: ["incidents", "received"] as const,
    maintenance: ["incidents", "maintenance"] as const,
    active: ["incidents", "active"] as const,
    /** The search of the request. */
    list: (search: string) => ["incidents", "list", search] as const,
    one: (id: string) => ["incidents", "one", id] as const,
    reliability: (weeks: number) => ["incidents", "reliability", weeks] as const,
  },
  channels: {
    all: ["channels"] as const,
    list: ["channels", "list"] as const,
    log: (id: string) => ["channels", "log", id] as const,
  },
  anomalies: {
    all: ["anomalies"] as const,
    /** null: everywhere. */
    open: (service: string | null) => ["anomalies", "open", service] as const,
    ended: ["anomalies", "ended"] as const,
    /** The search of the request. */
    during: (search: string) => ["anomalies", "during", search] as const,
  },
  apiKeys: { all: ["api-keys"] as const },
  sources: {
    all: ["sources"] as const,
    states: ["sources", "states"] as const,
  },
};
