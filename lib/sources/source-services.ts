import type { PrometheusQueries } from "@/lib/platform/prometheus-query";
import type { SecretBox } from "@/lib/platform/secret-box";

/** What verbs about sources need beside the stores. */
export interface SourceServices {
  readonly queries: PrometheusQueries;
  /** Seals the headers. */
  readonly box: SecretBox;
}
