import type { OpensloReport } from "@/lib/contracts/openslo";
import type { Objective } from "@/lib/domain/objective";
import { contractTarget, kindCode, targetUnit } from "./objective-target";

type Settings = Omit<Objective, "builtIn">;
type Goal = Pick<Objective, "target" | "windowDays">;

/** What an import did or would do, as the verb says it. */
export interface OpensloImportSource {
  readonly applied: boolean;
  readonly steps: readonly (
    | { readonly kind: "create" | "unchanged"; readonly name: string; readonly settings: Settings }
    | { readonly kind: "change"; readonly name: string; readonly settings: Settings; readonly before: Goal }
  )[];
  readonly findings: readonly OpensloReport["not_understood"][number][];
}

export function presentOpensloImport({ applied, steps, findings }: OpensloImportSource): OpensloReport {
  const report: OpensloReport = {
    applied,
    created: [],
    changed: [],
    unchanged: [],
    not_understood: findings.map(({ line, where, problem, refused }) => ({ line, where, problem, refused })),
  };
  for (const step of steps) {
    const shown = presentSettings(step.name, step.settings);
    if (step.kind === "change") {
      const { target, windowDays } = step.before;
      const before = { target: contractTarget(step.settings.kind, target), window_days: windowDays };
      report.changed.push({ ...shown, before });
    } else report[step.kind === "create" ? "created" : "unchanged"].push(shown);
  }
  return report;
}

function presentSettings(name: string, { kind, region, service, target, windowDays }: Settings) {
  const code = kindCode(kind);
  return {
    name,
    kind: code,
    region,
    service,
    target: contractTarget(kind, target),
    target_unit: targetUnit(code),
    window_days: windowDays,
  };
}
