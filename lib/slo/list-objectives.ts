import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { StoredObjective } from "@/lib/domain/objective";
import type { ObjectiveAssessment, ObjectiveStanding } from "@/lib/domain/objective-standing";

/** An objective and how it stands. */
export interface AssessedObjective extends StoredObjective {
  /** In its own scope; null: not assessed as it is now. */
  readonly standing: ObjectiveStanding | null;
  /** Of one for everything: in each region and each service that has none of its own. */
  readonly parts: readonly ObjectiveStanding[];
}

export interface AssessedObjectives {
  readonly objectives: readonly AssessedObjective[];
  /** null before the first assessment. */
  readonly asOfMs: number | null;
  readonly demo: boolean;
}

/** Every objective, and how it stood about a minute ago at most. Needs metrics:read. */
export async function listObjectives(ctx: Ctx): Promise<AssessedObjectives> {
  requireScope(ctx.actor, "metrics:read");
  const [objectives, assessment] = await Promise.all([ctx.objectives.all(), ctx.standings.latest()]);
  return {
    objectives: objectives.map((objective) => standingsOf(objective, assessment)),
    asOfMs: assessment?.asOfMs ?? null,
    demo: assessment?.demo ?? false,
  };
}

/** A standing of an earlier version says nothing of what the objective is now. */
export function standingsOf(
  objective: StoredObjective,
  assessment: ObjectiveAssessment | null,
): AssessedObjective {
  const all = (assessment?.standings ?? []).filter(
    ({ objectiveId, objectiveVersion }) =>
      objectiveId === objective.id && objectiveVersion === objective.version,
  );
  const isOwn = ({ region, service }: ObjectiveStanding) =>
    region === objective.region && service === objective.service;
  return { ...objective, standing: all.find(isOwn) ?? null, parts: all.filter((each) => !isOwn(each)) };
}
