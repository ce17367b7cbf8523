import type { Db } from "@/lib/db/client";
import {
  DEFAULT_OBJECTIVES,
  OBJECTIVE_KINDS,
  type Objective,
  type ObjectiveKind,
} from "@/lib/domain/objective";

export interface ObjectiveStore {
  all(): Promise<Objective[]>;
  /** Adds the built-in objectives that are missing; may run any number of times, also at once. */
  ensureDefaults(): Promise<void>;
}

function isKind(kind: string): kind is ObjectiveKind {
  return OBJECTIVE_KINDS.some((known) => known === kind);
}

/** Service-level objectives. A row of a kind that this version does not know is left out. */
export function createObjectiveStore(db: Db): ObjectiveStore {
  return {
    async all() {
      const rows = await db.objective.findMany({
        orderBy: [{ kind: "asc" }, { region: "asc" }, { service: "asc" }],
      });
      return rows.flatMap(({ kind, region, service, target, windowDays, builtIn }) =>
        isKind(kind) ? [{ kind, region, service, target, windowDays, builtIn }] : [],
      );
    },
    async ensureDefaults() {
      for (const { kind, target, windowDays } of DEFAULT_OBJECTIVES) {
        // Nulls never conflict in the unique index: the primary key, made of the kind, is what settles the race.
        await db.$executeRaw`insert into objective (id, kind, target, "windowDays", "builtIn")
          select ${builtInId(kind)}, ${kind}, ${target}, ${windowDays}, true
          where not exists (select 1 from objective where kind = ${kind} and region is null and service is null)
          on conflict (id) do nothing`;
      }
    },
  };
}

function builtInId(kind: ObjectiveKind): string {
  return `built-in-${kind}`;
}
