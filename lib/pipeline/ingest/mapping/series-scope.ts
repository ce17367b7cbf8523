import type { MappingScope } from "@/lib/domain/series-plan";

/** Used until an installation sets its own. Dotted names are OTel's resource attributes. */
export const DEFAULT_MAPPING_SCOPE: MappingScope = {
  regionLabels: ["region", "cloud.region", "cloud_region", "aws_region", "gcp_region", "datacenter"],
  serviceLabels: ["service", "service.name", "service_name", "app"],
};

/** Every sample that Prometheus scrapes has it. */
const JOB_LABEL = "job";

/** The value of the first of `names` that is there and not empty; null when none is. */
export function firstPresent(labels: ReadonlyMap<string, string>, names: readonly string[]): string | null {
  for (const name of names) {
    const value = labels.get(name);
    if (value) return value;
  }
  return null;
}

/** The service that a series names; `fromJob` also takes Prometheus' `job`, last. */
export function serviceOf(
  labels: ReadonlyMap<string, string>,
  scope: MappingScope,
  fromJob: boolean,
): string | null {
  return firstPresent(labels, scope.serviceLabels) ?? (fromJob ? firstPresent(labels, [JOB_LABEL]) : null);
}
