import type { Stores } from "@/lib/context";

/** What a person told of fires until the incident ends (null: again, as it is reopened). */
export async function endManualSignals(
  tx: Stores,
  incidentId: string,
  endedMs: number | null,
): Promise<void> {
  const manual = (await tx.incidentSignals.ofIncidents([incidentId])).filter(
    ({ source }) => source === "manual",
  );
  await tx.incidentSignals.update(manual.map((signal) => ({ ...signal, endedMs })));
}
