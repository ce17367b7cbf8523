import type { HistoryMetric } from "@/lib/domain/metric-history";

export interface HistoryScope {
  readonly metric: HistoryMetric;
  /** null: the world. */
  readonly region: string | null;
  readonly points: number;
}

/** Every query key of the browser. A prefix invalidates all below it. */
export const queryKeys = {
  snapshot: {
    all: ["snapshot"] as const,
    executive: ["snapshot", "executive"] as const,
    global: ["snapshot", "global"] as const,
    regional: ["snapshot", "regional"] as const,
  },
  history: {
    all: ["history"] as const,
    live: ["history", "live"] as const,
    lastHour: (scope: HistoryScope) => ["history", "live", scope] as const,
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
  },
  catalog: {
    all: ["catalog"] as const,
    regions: ["catalog", "regions"] as const,
  },
  demoFleet: { all: ["demo-fleet"] as const },
  mappings: {
    all: ["mappings"] as const,
    list: ["mappings", "list"] as const,
    trial: (rule: unknown) => ["mappings", "trial", rule] as const,
  },
  apiKeys: { all: ["api-keys"] as const },
  sources: { all: ["sources"] as const },
};
