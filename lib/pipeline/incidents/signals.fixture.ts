import type { NewSignal } from "@/lib/domain/incident";
import { MINUTE_MS } from "@/lib/domain/window";

export const STARTED_MS = Date.UTC(2026, 10, 20, 12);
let serial = 0;

/** A firing signal of checkout in eu. */
export function signalOf(of: Partial<NewSignal> = {}, minutes = 0): NewSignal {
  const { source = "alertmanager", region = "eu", service = "checkout" } = of;
  const subject = of.subject ?? `${region}/${service}`;
  return {
    ...{ source, subject, key: `${subject}@${serial++}`, region, service },
    ...{
      title: `${service} in ${region} is slow`,
      description: null,
      severity: "high",
      category: "performance",
    },
    ...{ labels: {}, url: null, groupKey: null, demo: false },
    ...{ startedMs: STARTED_MS + minutes * MINUTE_MS, endedMs: null },
    ...of,
  };
}
