import type { IngestStatusContract } from "@/lib/contracts/ingest-status";

export type StepState = "done" | "now" | "later";
export interface ChecklistStep {
  readonly id: "key" | "request" | "sample" | "region" | "names";
  readonly title: string;
  readonly detail: string;
  readonly state: StepState;
}

export interface ChecklistInput {
  readonly status: IngestStatusContract;
  /** Ingest keys in force; null when this visitor may not see keys. */
  readonly ingestKeys: number | null;
  /** Regions with figures. */
  readonly regions: readonly string[];
}

/** The way from nothing to figures, one step after the other: the first that is not done is the one to do now. */
export function ingestChecklist({ status, ingestKeys, regions }: ChecklistInput): readonly ChecklistStep[] {
  const requests = status.senders.reduce((sum, sender) => sum + sender.requests, 0);
  const folded = status.senders.reduce((sum, sender) => sum + sender.folded, 0);
  const unmapped = status.unmapped.length;
  const facts: readonly Fact[] = [
    {
      id: "key",
      title: "Create an ingest key",
      done: requests > 0 || (ingestKeys ?? 0) > 0,
      yes:
        ingestKeys === null || ingestKeys === 0
          ? "A key is in use"
          : counted(ingestKeys, "key in force", "keys in force"),
      no: ingestKeys === null ? "An admin creates it here" : "Below, under Keys",
    },
    {
      id: "request",
      title: "Send the first request",
      done: requests > 0,
      yes: counted(requests, "request received", "requests received"),
      no: "Copy one of the configurations below",
    },
    {
      id: "sample",
      title: "Have a sample understood",
      done: folded > 0,
      yes: counted(folded, "sample folded", "samples folded"),
      no: unmapped > 0 ? "All names received so far are unknown: see below" : "Nothing was understood yet",
    },
    {
      id: "region",
      title: "Find a region",
      done: regions.length > 0,
      yes: regions.length > 0 ? counted(regions.length, "region reports", "regions report") : "",
      no: "Set a region label, such as cloud.region or region",
    },
    {
      id: "names",
      title: "Have every name used",
      done: folded > 0 && unmapped === 0,
      yes: "Every name that arrives is used",
      no:
        unmapped > 0
          ? counted(unmapped, "name is not used", "names are not used")
          : "Known after the first sample",
    },
  ];
  const next = facts.findIndex((fact) => !fact.done);
  return facts.map((fact, index) => ({
    id: fact.id,
    title: fact.title,
    detail: fact.done ? fact.yes : fact.no,
    state: fact.done ? "done" : index === next ? "now" : "later",
  }));
}

interface Fact {
  readonly id: ChecklistStep["id"];
  readonly title: string;
  readonly done: boolean;
  readonly yes: string;
  readonly no: string;
}

export interface LastSample {
  readonly atMs: number;
  readonly sender: string;
}

/** The newest sample of all senders; null: there was none. */
export function lastSample(status: IngestStatusContract): LastSample | null {
  const seen = status.senders.flatMap((sender) =>
    sender.last_sample_at === null ? [] : [{ atMs: Date.parse(sender.last_sample_at), sender: sender.name }],
  );
  return seen.reduce<LastSample | null>(
    (best, one) => (best === null || one.atMs > best.atMs ? one : best),
    null,
  );
}

const NUMBER = new Intl.NumberFormat("en");

/** `1 name`, `3 names`, `12,000 names`. */
export function counted(count: number, one: string, many: string): string {
  return `${NUMBER.format(count)} ${count === 1 ? one : many}`;
}
