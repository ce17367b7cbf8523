import type { DeploymentKind, DeploymentOutcome } from "@/lib/domain/deployment";
import type { StatusModel } from "./status-model";

const OUTCOME: Readonly<Record<DeploymentOutcome, StatusModel>> = {
  succeeded: { word: "Succeeded", shape: "circle", tone: "ok" },
  failed: { word: "Failed", shape: "diamond", tone: "crit" },
  in_progress: { word: "In progress", shape: "clock", tone: "quiet" },
  cancelled: { word: "Cancelled", shape: "ring", tone: "quiet" },
};

const KIND: Readonly<Record<DeploymentKind, string>> = {
  deploy: "Deployment",
  rollback: "Roll-back",
  config: "Configuration",
  migration: "Migration",
  feature_flag: "Feature flag",
  other: "Other change",
};

export function outcomeModel(outcome: DeploymentOutcome): StatusModel {
  return OUTCOME[outcome];
}

export function kindWord(kind: DeploymentKind): string {
  return KIND[kind];
}

/** Who reported it: a person's name, or `Key ci` of a pipeline. */
export function reporterText(recordedBy: string): string {
  return recordedBy.replace(/^key:/, "Key ");
}
