/** How to reach one kind of engine. */
export interface EngineExample {
  readonly name: string;
  readonly url: string;
  /** `name: value` of a header, where tenants are told apart by one. */
  readonly header: string | null;
  readonly note: string;
}

/** Sources: the engines' own documentation of their query APIs and tenants. */
export const ENGINE_EXAMPLES: readonly EngineExample[] = [
  {
    name: "Prometheus",
    url: "https://prometheus.example.org",
    header: null,
    note: "Of a pair of replicas read one, or Thanos in front of both.",
  },
  {
    name: "Grafana Mimir",
    url: "https://mimir.example.org/prometheus",
    header: "X-Scope-OrgID: tenant-1",
    note: "Several tenants at once: tenant-1|tenant-2, where federation is enabled.",
  },
  {
    name: "Thanos Query",
    url: "https://thanos-query.example.org",
    header: "THANOS-TENANT: tenant-1",
    note: "The header counts where Thanos runs with --query.enforce-tenancy.",
  },
  {
    name: "VictoriaMetrics cluster",
    url: "https://vmselect.example.org/select/0/prometheus",
    header: null,
    note: "The tenant is the accountID in the path: here 0. A single node has no such path.",
  },
];
