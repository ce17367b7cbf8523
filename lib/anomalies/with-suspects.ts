import type { Stores } from "@/lib/context";
import { ANOMALY_STEP_MS, SUSPECT_BEFORE_MS, type Anomaly } from "@/lib/domain/anomaly";
import { suspectsOf } from "@/lib/pipeline/detect/anomaly-suspects";

/** Reports of changes may be late by so much. */
const LATE_REPORT_MS = SUSPECT_BEFORE_MS;
const MOST_CHANGES = 500;
const PRODUCTION = "production";

/** The young ones with the changes before them; older ones keep those that were known. */
export async function withSuspects(
  { deployments, catalog }: Stores,
  changed: readonly Anomaly[],
  nowMs: number,
): Promise<Anomaly[]> {
  const isYoung = ({ openedMs }: Anomaly) => nowMs - openedMs <= LATE_REPORT_MS;
  const starts = changed.filter(isYoung).map(({ startedMs }) => startedMs);
  if (starts.length === 0) return [...changed];
  const span = {
    fromMs: Math.min(...starts) - SUSPECT_BEFORE_MS,
    toMs: Math.max(...starts) + ANOMALY_STEP_MS,
  };
  const changes = await deployments.list({ ...span, environment: PRODUCTION, limit: MOST_CHANGES });
  if (changes.length === 0) return changed.map((each) => (isYoung(each) ? { ...each, suspects: [] } : each));
  const services = await catalog.services();
  const dependenciesOf = new Map(services.map(({ name, dependencies }) => [name, dependencies]));
  return changed.map((each) =>
    isYoung(each) ? { ...each, suspects: suspectsOf(each, changes, dependenciesOf) } : each,
  );
}
