import { randomUUID } from "node:crypto";
import type { Db } from "@/lib/db/client";
import type { PredictionRule as Row } from "@/lib/db/generated/client";
import { PREDICTION_KINDS, type PredictionKind } from "@/lib/domain/prediction";
import {
  DEFAULT_PREDICTION_RULES,
  type PredictionRule,
  type StoredPredictionRule,
} from "@/lib/domain/prediction-rule";

export interface PredictionRuleStore {
  /** By kind and region; what is for every region comes last. */
  all(): Promise<StoredPredictionRule[]>;
  find(id: string): Promise<StoredPredictionRule | null>;
  /** Keeps others from changing rules until this transaction ends: what was looked up stays true. */
  lock(): Promise<void>;
  /** Call after `lock`; the kind must be free in its region. */
  create(rule: PredictionRule): Promise<StoredPredictionRule>;
  /** null: it changed since `version`, or is gone. */
  update(id: string, version: number, rule: PredictionRule): Promise<StoredPredictionRule | null>;
  /** False: it changed since `version`, or is gone. */
  remove(id: string, version: number): Promise<boolean>;
  /** Adds the built-in rules that are missing; may run any number of times, also at once. */
  ensureDefaults(): Promise<void>;
}

/** Rules of predictive alerts. A row of a kind that this version does not know is left out. */
export function createPredictionRuleStore(db: Db): PredictionRuleStore {
  return {
    async all() {
      const rows = await db.predictionRule.findMany({ orderBy: [{ kind: "asc" }, { region: "asc" }] });
      return rows.flatMap(toRule);
    },
    async find(id) {
      const row = await db.predictionRule.findUnique({ where: { id } });
      return row === null ? null : (toRule(row)[0] ?? null);
    },
    async lock() {
      await db.$executeRaw`lock table prediction_rule in share row exclusive mode`;
    },
    async create(rule) {
      return toRule(await db.predictionRule.create({ data: { id: randomUUID(), ...rule } }))[0]!;
    },
    async update(id, version, rule) {
      const data = { ...rule, version: { increment: 1 } };
      const rows = await db.predictionRule.updateManyAndReturn({ where: { id, version }, data });
      return rows.flatMap(toRule)[0] ?? null;
    },
    async remove(id, version) {
      return (await db.predictionRule.deleteMany({ where: { id, version } })).count > 0;
    },
    async ensureDefaults() {
      for (const { kind, threshold, openProbability } of DEFAULT_PREDICTION_RULES) {
        await db.$executeRaw`insert into prediction_rule (id, kind, threshold, "openProbability", "builtIn")
          select ${builtInId(kind)}, ${kind}, ${threshold}, ${openProbability}, true
          where not exists (select 1 from prediction_rule where kind = ${kind} and region is null)
          on conflict do nothing`;
      }
    },
  };
}

function toRule({ kind, ...row }: Row): StoredPredictionRule[] {
  const known = PREDICTION_KINDS.find((each) => each === kind);
  return known === undefined ? [] : [{ ...row, kind: known }];
}

function builtInId(kind: PredictionKind): string {
  return `built-in-${kind}`;
}
