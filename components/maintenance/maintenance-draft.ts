import { draftBody, type DraftBody } from "@/components/catalog/draft-body";
import {
  maintenanceWindowBodySchema,
  type MaintenanceWindowBody,
  type MaintenanceWindowContract,
} from "@/lib/contracts/maintenance-window";
import type { WindowRepeat } from "@/lib/domain/maintenance-window";
import { labelLines } from "@/lib/pipeline/present/maintenance-words";

/** A maintenance window as the form holds it. */
export interface MaintenanceDraft {
  readonly name: string;
  readonly repeat: WindowRepeat;
  readonly time_zone: string;
  readonly starts_at: string;
  readonly duration_minutes: string;
  readonly regions: readonly string[];
  readonly services: readonly string[];
  /** `name=value`, a line each. */
  readonly labels: string;
}

/** @param timeZone in which a new one is proposed */
export function draftOfWindow(window: MaintenanceWindowContract | null, timeZone: string): MaintenanceDraft {
  if (window === null)
    return {
      ...{ name: "", repeat: "once", time_zone: timeZone, starts_at: "", duration_minutes: "60" },
      ...{ regions: [], services: [], labels: "" },
    };
  const { name, repeat, time_zone, starts_at, regions, services } = window;
  return {
    ...{ name, repeat, time_zone, starts_at, regions, services },
    duration_minutes: String(window.duration_minutes),
    labels: labelLines(window.labels).join("\n"),
  };
}

export type MaintenanceField = keyof MaintenanceWindowBody;

export function bodyOfWindowDraft(
  draft: MaintenanceDraft,
): DraftBody<MaintenanceWindowBody, MaintenanceField> {
  const { duration_minutes: minutes, labels, ...same } = draft;
  const parsed = labelsOf(labels);
  if (parsed === null)
    return { body: null, problems: { labels: "must be a line each, such as team=payments" } };
  return draftBody(maintenanceWindowBodySchema, {
    ...same,
    duration_minutes: minutes.trim() === "" ? NaN : Number(minutes),
    labels: parsed,
  });
}

/** null: a line says no name and value. */
function labelsOf(text: string): Record<string, string> | null {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.some((line) => line.indexOf("=") < 1)) return null;
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf("=");
      return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    }),
  );
}

/** The request that makes a window what it is. */
export function bodyOfWindow(window: MaintenanceWindowContract): MaintenanceWindowBody {
  const { name, repeat, time_zone, starts_at, duration_minutes, regions, services, labels } = window;
  return { name, repeat, time_zone, starts_at, duration_minutes, regions, services, labels };
}
