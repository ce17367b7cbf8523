import { randomUUID } from "node:crypto";
import type { Db } from "@/lib/db/client";
import type { Objective as Row } from "@/lib/db/generated/client";
import {
  DEFAULT_OBJECTIVES,
  OBJECTIVE_KINDS,
  type Objective,
  type ObjectiveKind,
  type StoredObjective,
} from "@/lib/domain/objective";

/** What an admin sets. */
export type ObjectiveSettings = Omit<Objective, "builtIn">;

export interface ObjectiveStore {
  /** By kind, region and service; what is for everything comes last. */
  all(): Promise<StoredObjective[]>;
  find(id: string): Promise<StoredObjective | null>;
  /** Keeps others from changing objectives until this transaction ends: what was looked up stays true. */
  lock(): Promise<void>;
  /** Call after `lock`; the kind must be free in its scope. */
  create(settings: ObjectiveSettings): Promise<StoredObjective>;
  /** null: it changed since `version`, or is gone. */
  update(id: string, version: number, settings: ObjectiveSettings): Promise<StoredObjective | null>;
  /** False: it changed since `version`, or is gone. */
  remove(id: string, version: number): Promise<boolean>;
  /** Adds the built-in objectives that are missing; may run any number of times, also at once. */
  ensureDefaults(): Promise<void>;
}

/** Service-level objectives. A row of a kind that this version does not know is left out. */
export function createObjectiveStore(db: Db): ObjectiveStore {
  return {
    async all() {
      const rows = await db.objective.findMany({
        orderBy: [{ kind: "asc" }, { region: "asc" }, { service: "asc" }],
      });
      return rows.flatMap(toObjective);
    },
    async find(id) {
      const row = await db.objective.findUnique({ where: { id } });
      return row === null ? null : (toObjective(row)[0] ?? null);
    },
    async lock() {
      await db.$executeRaw`lock table objective in share row exclusive mode`;
    },
    async create(settings) {
      return toObjective(await db.objective.create({ data: { id: randomUUID(), ...settings } }))[0];
    },
    async update(id, version, settings) {
      const data = { ...settings, version: { increment: 1 } };
      const rows = await db.objective.updateManyAndReturn({ where: { id, version }, data });
      return rows.flatMap(toObjective)[0] ?? null;
    },
    async remove(id, version) {
      return (await db.objective.deleteMany({ where: { id, version } })).count > 0;
    },
    async ensureDefaults() {
      for (const { kind, target, windowDays } of DEFAULT_OBJECTIVES) {
        await db.$executeRaw`insert into objective (id, kind, target, "windowDays", "builtIn")
          select ${builtInId(kind)}, ${kind}, ${target}, ${windowDays}, true
          where not exists (select 1 from objective where kind = ${kind} and region is null and service is null)
          on conflict do nothing`;
      }
    },
  };
}

function toObjective({ kind, ...row }: Row): StoredObjective[] {
  const known = OBJECTIVE_KINDS.find((each) => each === kind);
  return known === undefined ? [] : [{ ...row, kind: known }];
}

function builtInId(kind: ObjectiveKind): string {
  return `built-in-${kind}`;
}
