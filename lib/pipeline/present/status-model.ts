import type { SeverityCode, StatusCode } from "@/lib/contracts/status";

export type Tone = "ok" | "warn" | "crit" | "down" | "pred" | "quiet";
export type Shape = "circle" | "triangle" | "diamond" | "square" | "ring" | "clock";

/** A state as it is drawn: never colour alone. */
export interface StatusModel {
  readonly word: string;
  readonly shape: Shape;
  readonly tone: Tone;
}

const STATUS: Readonly<Record<StatusCode, StatusModel>> = {
  healthy: { word: "Healthy", shape: "circle", tone: "ok" },
  degraded: { word: "Degraded", shape: "triangle", tone: "warn" },
  critical: { word: "Critical", shape: "diamond", tone: "crit" },
  down: { word: "Down", shape: "square", tone: "down" },
  unknown: { word: "Unknown", shape: "ring", tone: "quiet" },
};

const SEVERITY: Readonly<Record<SeverityCode, StatusModel>> = {
  critical: { word: "Critical", shape: "diamond", tone: "crit" },
  high: { word: "High", shape: "triangle", tone: "warn" },
  medium: { word: "Medium", shape: "triangle", tone: "warn" },
  low: { word: "Low", shape: "ring", tone: "quiet" },
  info: { word: "Info", shape: "ring", tone: "quiet" },
};

export function statusModel(status: StatusCode): StatusModel {
  return STATUS[status];
}

export function severityModel(severity: SeverityCode): StatusModel {
  return SEVERITY[severity];
}
