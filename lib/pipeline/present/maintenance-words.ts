import type { MaintenanceWindowContract } from "@/lib/contracts/maintenance-window";
import type { WindowRepeat } from "@/lib/domain/maintenance-window";
import { MINUTE_MS } from "@/lib/domain/window";
import { plainSpan } from "@/lib/domain/plain-figure";
import type { RegionNames } from "./region-name";

export const REPEAT_WORDS: Readonly<Record<WindowRepeat, string>> = {
  once: "Once",
  daily: "Every day",
  weekly: "Every week",
};
const WEEKDAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: "UTC" });

/** "Every week on Sunday at 02:30 for 1.5 h, Europe/Dublin". */
export function whenWords(window: MaintenanceWindowContract): string {
  const { repeat, starts_at: startsAt, time_zone: zone, duration_minutes: minutes } = window;
  const [date, clock] = startsAt.split("T") as [string, string];
  const day = { once: ` on ${date}`, daily: "", weekly: ` on ${WEEKDAY.format(Date.parse(`${startsAt}Z`))}` }[
    repeat
  ];
  return `${REPEAT_WORDS[repeat]}${day} at ${clock} for ${plainSpan(minutes * MINUTE_MS)}, ${zone}`;
}

/** "checkout in Ireland with team=payments"; nothing named: "everything". */
export function whatWords(window: MaintenanceWindowContract, nameOf: RegionNames): string {
  const { services, regions, labels } = window;
  const parts = [
    services.length === 0 ? null : services.join(", "),
    regions.length === 0 ? null : `in ${regions.map(nameOf).join(", ")}`,
    Object.keys(labels).length === 0 ? null : `with ${labelLines(labels).join(", ")}`,
  ].filter((part) => part !== null);
  if (parts.length === 0) return "everything";
  return services.length === 0 ? `everything ${parts.join(" ")}` : parts.join(" ");
}

/** "team=payments" each. */
export function labelLines(labels: Readonly<Record<string, string>>): string[] {
  return Object.entries(labels).map(([name, value]) => `${name}=${value}`);
}
