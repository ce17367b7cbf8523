import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx, Stores } from "@/lib/context";
import type { Actor } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";
import { MAX_OBJECTIVES } from "./create-objective";
import type { Finding } from "./openslo/findings";
import { parseYaml } from "./openslo/parse-yaml";
import { planImport, type ImportStep } from "./openslo/plan-import";
import { readOpenslo } from "./openslo/read-openslo";
import type { WantedObjective } from "./openslo/read-slo";
import { MAX_YAML_BYTES } from "./openslo/yaml-cost";
import { tellOfChange } from "./tell-of-change";

export interface OpensloImport {
  readonly steps: readonly ImportStep[];
  readonly findings: readonly Finding[];
  /** False: it was a trial. */
  readonly applied: boolean;
}

/**
 * Creates and changes the objectives that OpenSLO v1 YAML asks for: all of them or, where anything that decides one is not
 * understood, none. A dry run changes nothing and says what an import would do. Needs settings:write.
 * @throws AppError too-large, bad-request for what is no YAML, unprocessable for a file with anything refused
 */
export async function importOpenslo(
  ctx: Ctx,
  { yaml, dryRun }: { readonly yaml: string; readonly dryRun: boolean },
): Promise<OpensloImport> {
  requireScope(ctx.actor, "settings:write");
  if (Buffer.byteLength(yaml) > MAX_YAML_BYTES)
    throw new AppError("too-large", `The file is larger than ${MAX_YAML_BYTES} bytes.`);
  const { wanted, findings } = readOpenslo(parseYaml(yaml));
  return ctx.transaction(async (tx) => {
    await tx.objectives.lock();
    const stored = await tx.objectives.all();
    const steps = planImport(wanted, stored);
    const all = [...findings, ...(await unknownPlaces(tx, wanted)), ...tooMany(steps, stored.length)];
    if (dryRun) return { steps, findings: all, applied: false };
    const refusals = all.filter(({ refused }) => refused);
    if (refusals.length > 0) throw refusedBy(refusals);
    for (const step of steps) await apply(tx, ctx.actor, step);
    if (steps.some(({ kind }) => kind !== "unchanged")) await tellOfChange(tx);
    return { steps, findings: all, applied: true };
  });
}

async function apply(tx: Stores, actor: Actor, step: ImportStep): Promise<void> {
  const { kind, settings } = step;
  if (kind === "unchanged") return;
  if (kind === "create") {
    const { id } = await tx.objectives.create(settings);
    return tx.audit.append(actor, "objective.created", id, { ...settings, from: "openslo" });
  }
  const { id, version, target, windowDays } = step.before;
  await tx.objectives.update(id, version, settings);
  await tx.audit.append(actor, "objective.updated", id, {
    ...{ before: { target, windowDays }, ...settings, from: "openslo" },
  });
}

/** What was never seen would never be judged. */
async function unknownPlaces(stores: Stores, wanted: readonly WantedObjective[]): Promise<Finding[]> {
  const regions = new Set((await stores.catalog.regions()).map(({ code }) => code));
  const services = new Set((await stores.catalog.services()).map(({ name }) => name));
  return wanted.flatMap(({ line, name, settings: { region, service } }) => {
    const at = { line, where: `SLO ${name}`, refused: true };
    return [
      ...(region === null || regions.has(region) ? [] : [{ ...at, problem: neverSeen("region", region) }]),
      ...(service === null || services.has(service)
        ? []
        : [{ ...at, problem: neverSeen("service", service) }]),
    ];
  });
}

function neverSeen(what: string, name: string): string {
  return `the ${what} ${JSON.stringify(name)} has never been seen`;
}

function tooMany(steps: readonly ImportStep[], stored: number): Finding[] {
  const more = steps.filter(({ kind }) => kind === "create").length;
  if (stored + more <= MAX_OBJECTIVES) return [];
  return [
    { line: 1, where: "file", problem: `there may be ${MAX_OBJECTIVES} objectives in all`, refused: true },
  ];
}

function refusedBy(findings: readonly Finding[]): AppError {
  const errors = findings.map(({ line, where, problem }) => ({
    pointer: `line ${line}`,
    message: `${where} ${problem}`,
  }));
  const text = `Nothing was imported. ${errors.map(({ pointer, message }) => `${pointer}: ${message}`).join("; ")}`;
  return new AppError("unprocessable", text, { errors });
}
