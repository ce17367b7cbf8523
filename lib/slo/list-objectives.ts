import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { StoredObjective } from "@/lib/domain/objective";
import type { ObjectiveAssessment, ObjectiveStanding } from "@/lib/domain/objective-standing";
import { requireKnownPlace } from "./objective-scope";

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

export interface ObjectivePlace {
  /** null: all. */
  readonly region: string | null;
  readonly service: string | null;
}

const EVERYWHERE: ObjectivePlace = { region: null, service: null };

/**
 * Every objective, and how it stood about a minute ago at most; of a place those that are judged there, with what of them is.
 * Needs metrics:read.
 * @throws AppError bad-request for a region or service never seen
 */
export async function listObjectives(
  ctx: Ctx,
  place: ObjectivePlace = EVERYWHERE,
): Promise<AssessedObjectives> {
  requireScope(ctx.actor, "metrics:read");
  await requireKnownPlace(ctx, place, "");
  const [objectives, assessment] = await Promise.all([ctx.objectives.all(), ctx.standings.latest()]);
  return {
    objectives: objectives.flatMap((each) => narrowed(standingsOf(each, assessment), place)),
    asOfMs: assessment?.asOfMs ?? null,
    demo: assessment?.demo ?? false,
  };
}

/** Empty where nothing of an objective is judged in the place. */
function narrowed(objective: AssessedObjective, place: ObjectivePlace): AssessedObjective[] {
  if (place.region === null && place.service === null) return [objective];
  const isThere = (one: ObjectivePlace) =>
    (one.region !== null || one.service !== null) &&
    (place.region === null || one.region === null || one.region === place.region) &&
    (place.service === null || one.service === null || one.service === place.service) &&
    // What is of a whole service is not of a region alone, and the other way round.
    (place.service !== null || one.region !== null) &&
    (place.region !== null || one.service !== null);
  const parts = objective.parts.filter(isThere);
  return parts.length > 0 || isThere(objective) ? [{ ...objective, parts }] : [];
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
