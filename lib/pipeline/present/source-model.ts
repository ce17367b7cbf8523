import type { SourceBody, SourceContract, SourceStateContract } from "@/lib/contracts/source";
import type { StatusModel } from "./status-model";

const STATUS: Readonly<Record<SourceStateContract["status"], StatusModel>> = {
  live: { word: "Live", shape: "circle", tone: "ok" },
  waiting: { word: "Not read yet", shape: "clock", tone: "quiet" },
  behind: { word: "Behind", shape: "triangle", tone: "warn" },
  failing: { word: "Failing", shape: "diamond", tone: "crit" },
  disabled: { word: "Disabled", shape: "ring", tone: "quiet" },
};

export function sourceStatusModel(status: SourceStateContract["status"]): StatusModel {
  return STATUS[status];
}

/** What is sent to save a source as it is; its headers keep their values. */
export function bodyOfSource(source: SourceContract): SourceBody {
  const { name, url, enabled, region_label, service_label, region, expressions } = source;
  const { scrape_interval_seconds, delay_seconds, latency_unit } = source;
  return {
    ...{ name, url, enabled, region_label, service_label, region, expressions },
    ...{ scrape_interval_seconds, delay_seconds, latency_unit },
    headers: Object.fromEntries(source.header_names.map((header) => [header, null])),
  };
}
