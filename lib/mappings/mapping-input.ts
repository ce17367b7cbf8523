import { ruleProblems } from "@/lib/pipeline/ingest/mapping/rule-problems";
import type { CreateMappingBody } from "@/lib/contracts/mapping";
import type { MappingRule } from "@/lib/domain/series-plan";
import { AppError } from "@/lib/platform/errors";

/** The wire's names, where they differ. */
const WIRE: Readonly<Record<string, string>> = {
  namePattern: "name_pattern",
  serviceFromJob: "service_from_job",
  sumFactor: "factor",
  weightFactor: "weight_factor",
};

/** A rule as somebody wrote it. @throws AppError bad-request that names every field that is wrong */
export function ruleOf(body: Omit<CreateMappingBody, "enabled">): MappingRule {
  const { key, priority, match, region, service } = body;
  const { name_pattern: namePattern, service_from_job: serviceFromJob, ...sameMatch } = match;
  const rule: MappingRule = {
    key,
    priority,
    match: {
      ...sameMatch,
      ...(namePattern === undefined ? {} : { namePattern }),
      ...(serviceFromJob === undefined ? {} : { serviceFromJob }),
    },
    targets: body.targets.map(({ factor, weight_factor, ...same }) => ({
      ...{ ...same, sumFactor: factor, weightFactor: weight_factor },
    })),
    ...(region || service
      ? { scope: { ...(region ? { region } : {}), ...(service ? { service } : {}) } }
      : {}),
  };
  const errors = ruleProblems(rule).map(({ path, message }) => ({ pointer: pointerOf(path), message }));
  if (errors.length === 0) return rule;
  const text = errors.map(({ pointer, message }) => `${pointer}: ${message}`).join("; ");
  throw new AppError("bad-request", text, { errors });
}

function pointerOf(path: readonly PropertyKey[]): string {
  const own = path[0] === "scope" ? path.slice(1) : path;
  return own.map((part) => `/${WIRE[String(part)] ?? String(part)}`).join("");
}
