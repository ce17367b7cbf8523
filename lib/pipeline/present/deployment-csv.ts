import type { DeploymentContract } from "@/lib/contracts/deployment";
import type { CsvColumn } from "./csv";
import { kindWord, outcomeModel } from "./deployment-model";
import type { RegionNames } from "./region-name";

/** Changes as a file: what the table of them shows, and what it leaves to a link or a hover. */
export function deploymentCsv(nameOf: RegionNames): readonly CsvColumn<DeploymentContract>[] {
  return [
    { label: "What", value: ({ kind }) => kindWord(kind) },
    { label: "Version", value: ({ version }) => version },
    { label: "Commit", value: ({ commit }) => commit },
    { label: "Description", value: ({ description }) => description },
    { label: "Address", value: ({ url }) => url },
    { label: "Service", value: ({ service }) => service ?? "All services" },
    { label: "Region", value: ({ region }) => (region === null ? "All regions" : nameOf(region)) },
    { label: "Environment", value: ({ environment }) => environment },
    { label: "When", time: true, value: ({ deployed_at }) => Date.parse(deployed_at) },
    { label: "Outcome", value: ({ outcome }) => outcomeModel(outcome).word },
    { label: "Reported by", value: ({ recorded_by }) => recorded_by },
    { label: "Demo", value: ({ demo }) => (demo ? "yes" : "no") },
  ];
}
