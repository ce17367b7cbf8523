import type { Stores } from "@/lib/context";
import { FORECAST_JOB, FORECAST_QUEUE } from "@/lib/domain/forecast";
import { USUAL_MS, type KnownEvent } from "@/lib/domain/known-event";
import { CAPACITY_TOPIC } from "./capacity-topic";

/**
 * What follows from an event that was entered, changed or removed: the pages are told; those after it, whose weeks before it
 * is a part of, are measured again; and once it has begun all forecasts are made anew, as its hours teach them otherwise.
 */
export async function afterEventChange(
  { knownEvents, jobs }: Stores,
  nowMs: number,
  versions: readonly KnownEvent[],
): Promise<void> {
  for (const { fromMs, toMs } of versions) await knownEvents.measureAgain({ fromMs, toMs: toMs + USUAL_MS });
  await jobs.notify(CAPACITY_TOPIC);
  if (versions.every(({ fromMs }) => fromMs > nowMs)) return;
  const options = { jobKey: `${FORECAST_JOB}:anew`, queue: FORECAST_QUEUE, runAtMs: nowMs };
  await jobs.add(FORECAST_JOB, { anew: true }, options);
}
