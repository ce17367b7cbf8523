import {
  createMappingBodySchema,
  OWN_PRIORITY,
  type CreateMappingBody,
  type MappingContract,
} from "@/lib/contracts/mapping";

/** A rule as the form holds it: texts. */
export interface RuleDraft {
  readonly key: string;
  readonly by: "name" | "name_pattern";
  readonly name: string;
  /** One `label=pattern` a line. */
  readonly labels: string;
  readonly metric: string;
  readonly mode: string;
  readonly factor: string;
  readonly priority: string;
  readonly regionFrom: "usual" | "label" | "fixed";
  readonly region: string;
  readonly serviceFrom: "usual" | "label" | "fixed";
  readonly service: string;
  /** The form does not ask for it: it is switched in the list. */
  readonly enabled: boolean;
  /** Of the rule that is edited; null: a new one. */
  readonly updatedAt: string | null;
}

export const EMPTY_DRAFT: RuleDraft = {
  ...{ key: "", by: "name", name: "", labels: "", metric: "requests", mode: "increase", factor: "1" },
  ...{ priority: String(OWN_PRIORITY), regionFrom: "usual", region: "", serviceFrom: "usual", service: "" },
  ...{ enabled: true, updatedAt: null },
};

/** A draft for a name that arrives and is not used. */
export function draftFor(name: string): RuleDraft {
  const key = name.replace(/[^A-Za-z0-9_.:-]/g, "_").slice(0, 100);
  const counter = name.endsWith("_total");
  return {
    ...EMPTY_DRAFT,
    key,
    name,
    mode: counter ? "increase" : "sample",
    metric: counter ? "requests" : "cpu",
  };
}

/** The form of a stored rule; null where the rule says more than the form can. */
export function draftOf({
  key,
  match,
  targets,
  priority,
  region,
  service,
  enabled,
  updated_at,
}: MappingContract): RuleDraft | null {
  const [target] = targets;
  const plain =
    targets.length === 1 && target !== undefined && target.weight_factor === null && !target.fallback;
  if (!plain || match.instruments || match.service_from_job) return null;
  return {
    ...{
      key,
      by: match.name === undefined ? "name_pattern" : "name",
      name: match.name ?? match.name_pattern ?? "",
    },
    labels: Object.entries(match.labels ?? {}).map(([label, pattern]) => `${label}=${pattern}`).join("\n"), // prettier-ignore
    ...{
      metric: target.metric,
      mode: target.mode,
      factor: String(target.factor),
      priority: String(priority),
    },
    ...{
      regionFrom: fromOf(region),
      region: textOf(region),
      serviceFrom: fromOf(service),
      service: textOf(service),
    },
    ...{ enabled, updatedAt: updated_at },
  };
}

/** The rule that a draft says, or what is wrong with it. */
export function ruleOfDraft(draft: RuleDraft): { rule: CreateMappingBody | null; problem: string | null } {
  const lines = draft.labels.split("\n").filter((line) => line.trim() !== "");
  const labels = lines.map((line) => {
    const at = line.indexOf("=");
    return [line.slice(0, Math.max(at, 0)).trim(), line.slice(at + 1)] as const;
  });
  const parsed = createMappingBodySchema.safeParse({
    key: draft.key,
    priority: Number(draft.priority),
    enabled: draft.enabled,
    match: { [draft.by]: draft.name, ...(labels.length > 0 ? { labels: Object.fromEntries(labels) } : {}) },
    targets: [{ metric: draft.metric, mode: draft.mode, factor: Number(draft.factor) }],
    ...sourceOf("region", draft.regionFrom, draft.region),
    ...sourceOf("service", draft.serviceFrom, draft.service),
  });
  if (parsed.success) return { rule: parsed.data, problem: null };
  const [issue] = parsed.error.issues;
  return { rule: null, problem: `${issue.path.join(" ")}: ${issue.message}` };
}

type Source = MappingContract["region"];
const fromOf = (source: Source) => (source === null ? "usual" : "fixed" in source ? "fixed" : "label");
const textOf = (source: Source) =>
  source === null ? "" : "fixed" in source ? source.fixed : source.labels.join(", ");

function sourceOf(part: "region" | "service", from: RuleDraft["regionFrom"], text: string) {
  if (from === "usual") return {};
  if (from === "fixed") return { [part]: { fixed: text.trim() } };
  return { [part]: { labels: text.split(",").map((label) => label.trim()) } };
}
