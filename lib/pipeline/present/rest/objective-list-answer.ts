import type { MissingFigureContract } from "@/lib/contracts/envelope";
import type { ObjectiveContract } from "@/lib/contracts/objective";
import { presentObjective, type AssessedObjectiveSource } from "./present-objective";
import type { RestAnswer } from "./rest-answer";

export interface AssessedObjectivesSource {
  readonly objectives: readonly AssessedObjectiveSource[];
  readonly asOfMs: number | null;
  readonly demo: boolean;
}

/** Every objective with its standing. @param etagOf of an objective's version */
export function objectiveListAnswer(
  { objectives, asOfMs, demo }: AssessedObjectivesSource,
  etagOf: (version: number) => string,
): RestAnswer<ObjectiveContract[]> {
  const data = objectives.map((objective) => presentObjective(objective, etagOf(objective.version)));
  return { data, asOfMs, demo, missing: data.flatMap((one, index) => missingOfObjective(one, `${index}.`)) };
}

/** Why the figures of an objective are null. @param prefix of its fields' names */
export function missingOfObjective(
  { kind, region, service, standing }: ObjectiveContract,
  prefix = "",
): MissingFigureContract[] {
  const where = { ...(region === null ? {} : { region }), ...(service === null ? {} : { service }) };
  if (standing === null)
    return [
      {
        field: `${prefix}standing`,
        reason: "no-data",
        remedy: "It is assessed within a minute, while the worker runs.",
        ...where,
      },
    ];
  if (standing.budget !== null) return [];
  const metrics =
    kind === "availability" || kind === "error_rate" ? "requests and their errors" : "latencies";
  return [
    {
      field: `${prefix}standing.budget`,
      reason: "no-data",
      remedy: `Send ${metrics} with a region${service === null ? "" : " and this service"}; the ingest page says what arrives.`,
      ...where,
    },
  ];
}
