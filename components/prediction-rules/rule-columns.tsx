import type { DataColumn } from "@/components/ui/data-table";
import { StatusPill } from "@/components/ui/status-pill";
import type { PredictionRuleContract } from "@/lib/contracts/prediction-rule";
import {
  PREDICTION_KIND_WORDS,
  probabilityText,
  thresholdText,
} from "@/lib/pipeline/present/prediction-words";
import type { RegionNames } from "@/lib/pipeline/present/region-name";
import type { StatusModel } from "@/lib/pipeline/present/status-model";

const PER_CENT = 100;
const ON: StatusModel = { word: "On", shape: "circle", tone: "ok" };
const OFF: StatusModel = { word: "Off", shape: "ring", tone: "quiet" };

function whereOf({ region }: PredictionRuleContract, nameOf: RegionNames): string {
  return region === null ? "Every region" : nameOf(region);
}

/** 'CPU saturation, every region': tells the buttons of rows apart. */
export function ruleName(rule: PredictionRuleContract, nameOf: RegionNames): string {
  const where = rule.region === null ? "every region" : nameOf(rule.region);
  return `${PREDICTION_KIND_WORDS[rule.kind]}, ${where}`;
}

export function ruleColumns(nameOf: RegionNames): readonly DataColumn<PredictionRuleContract>[] {
  return [
    { id: "kind", label: "What", value: ({ kind }) => PREDICTION_KIND_WORDS[kind] },
    { id: "where", label: "Where", value: (rule) => whereOf(rule, nameOf) },
    {
      id: "threshold",
      label: "Threshold",
      numeric: true,
      value: (rule) => rule.threshold,
      cell: (rule) => thresholdText(rule),
    },
    {
      id: "probability",
      label: "Told from",
      unit: "%",
      numeric: true,
      value: (rule) => rule.open_probability * PER_CENT,
      cell: (rule) => probabilityText(rule.open_probability),
    },
    {
      id: "services",
      label: "Of services",
      value: ({ services }) => (services ? "Yes" : "No"),
    },
    {
      id: "enabled",
      label: "State",
      value: ({ enabled }) => (enabled ? "On" : "Off"),
      cell: ({ enabled }) => <StatusPill status={enabled ? ON : OFF} />,
    },
  ];
}
