import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { MappingRule, MappingScope, MappingSet } from "@/lib/domain/series-plan";
import { mappingRuleSchema, mappingScopeSchema } from "./mapping-rule-schema";
import { DEFAULT_MAPPING_SCOPE } from "./series-scope";

export const MAPPING_SCOPE_SETTING = "mapping-scope";
const labelsSchema = z.record(z.string(), z.string());

/** A name that is sent and not used. */
export interface UnmappedName {
  readonly name: string;
  readonly reason: string;
  /** Labels of one of its series, as an example. */
  readonly labels: Readonly<Record<string, string>>;
  readonly seriesCount: number;
  readonly samples: number;
  readonly keyId: string;
  readonly firstSeenAtMs: number;
  readonly lastSeenAtMs: number;
}

/** A rule with what the database knows of it. */
export interface StoredRule {
  readonly rule: MappingRule;
  readonly builtIn: boolean;
  readonly enabled: boolean;
  readonly updatedAtMs: number;
}

export interface MappingStore {
  /** Every rule, switched off ones included, by priority, then key. */
  list(): Promise<StoredRule[]>;
  find(key: string): Promise<StoredRule | null>;
  countOwn(): Promise<number>;
  /** null where the key is taken. */
  create(rule: MappingRule, enabled: boolean): Promise<StoredRule | null>;
  /** null where no rule of the key was last changed at that moment. */
  update(rule: MappingRule, enabled: boolean, expectedUpdatedAtMs: number): Promise<StoredRule | null>;
  /** As it was; null where no own rule of the key was last changed at that moment. */
  deleteOwn(key: string, expectedUpdatedAtMs: number): Promise<StoredRule | null>;
  /** The enabled rules by priority, then key. Throws a ZodError when a stored rule is not one. */
  activeRules(): Promise<MappingRule[]>;
  /** All that is in force. */
  current(): Promise<MappingSet>;
  /** Which labels name region and service: the installation's setting, or the usual ones. */
  scope(): Promise<MappingScope>;
  /**
   * Makes the built-in rules those given. Repeatable, safe side by side. Whether a rule is enabled stays as it is, and an
   * admin's own rules are never touched, not even one whose key a built-in rule would like.
   */
  ensureBuiltIn(rules: readonly MappingRule[]): Promise<void>;
  /** What is sent and not used, latest first. */
  unmapped(limit: number): Promise<UnmappedName[]>;
}

export function createMappingStore(db: Db): MappingStore {
  const activeRules = async () => {
    const rows = await db.mappingRule.findMany({
      where: { enabled: true },
      orderBy: [{ priority: "asc" }, { key: "asc" }],
    });
    return rows.map(toRule);
  };
  const scope = async () => {
    const row = await db.setting.findUnique({ where: { key: MAPPING_SCOPE_SETTING } });
    return row === null ? DEFAULT_MAPPING_SCOPE : mappingScopeSchema.parse(row.value);
  };
  const find = async (key: string) => {
    const row = await db.mappingRule.findUnique({ where: { key } });
    return row === null ? null : toStored(row);
  };
  return {
    find,
    async list() {
      const rows = await db.mappingRule.findMany({ orderBy: [{ priority: "asc" }, { key: "asc" }] });
      return rows.map(toStored);
    },
    countOwn: () => db.mappingRule.count({ where: { builtIn: false } }),
    async create(rule, enabled) {
      const data = [{ key: rule.key, enabled, ...columns(rule) }];
      const { count } = await db.mappingRule.createMany({ data, skipDuplicates: true });
      return count === 1 ? find(rule.key) : null;
    },
    async update(rule, enabled, expectedUpdatedAtMs) {
      const where = { key: rule.key, updatedAt: new Date(expectedUpdatedAtMs) };
      const data = { enabled, ...columns(rule) };
      const { count } = await db.mappingRule.updateMany({ where, data });
      return count === 1 ? find(rule.key) : null;
    },
    async deleteOwn(key, expectedUpdatedAtMs) {
      const before = await find(key);
      const where = { key, builtIn: false, updatedAt: new Date(expectedUpdatedAtMs) };
      return (await db.mappingRule.deleteMany({ where })).count === 1 ? before : null;
    },
    activeRules,
    scope,
    current: async () => ({ rules: await activeRules(), scope: await scope() }),
    ensureBuiltIn: (rules) => ensureBuiltIn(db, rules),
    async unmapped(limit) {
      const rows = await db.unmappedName.findMany({
        orderBy: [{ lastSeenAt: "desc" }, { name: "asc" }],
        take: limit,
      });
      return rows.map(({ labels, samples, firstSeenAt, lastSeenAt, ...row }) => ({
        ...row,
        labels: labelsSchema.parse(labels),
        samples: Number(samples),
        firstSeenAtMs: firstSeenAt.getTime(),
        lastSeenAtMs: lastSeenAt.getTime(),
      }));
    },
  };
}

async function ensureBuiltIn(db: Db, rules: readonly MappingRule[]): Promise<void> {
  const keys = rules.map(({ key }) => key);
  await db.mappingRule.deleteMany({ where: { builtIn: true, key: { notIn: keys } } });
  await db.mappingRule.createMany({
    data: rules.map((rule) => ({ key: rule.key, builtIn: true, ...columns(rule) })),
    skipDuplicates: true,
  });
  const stored = await db.mappingRule.findMany({ where: { builtIn: true } });
  const byKey = new Map(stored.map((row) => [row.key, row]));
  for (const rule of rules) {
    const row = byKey.get(rule.key);
    const { priority, match, targets } = columns(rule);
    if (!row || isDeepStrictEqual([row.priority, row.match, row.targets], [priority, match, targets]))
      continue;
    await db.mappingRule.updateMany({ where: { key: rule.key, builtIn: true }, data: columns(rule) });
  }
}

/** Through JSON, so that what is compared is what the column gives back. */
function columns({ priority, match, targets, scope }: MappingRule) {
  const asJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;
  return {
    priority,
    match: asJson(match),
    targets: asJson(targets),
    scope: scope ? asJson(scope) : Prisma.DbNull,
  };
}

function toStored(
  row: Parameters<typeof toRule>[0] & { builtIn: boolean; enabled: boolean; updatedAt: Date },
) {
  const { builtIn, enabled, updatedAt } = row;
  return { rule: toRule(row), builtIn, enabled, updatedAtMs: updatedAt.getTime() };
}

function toRule(row: {
  key: string;
  priority: number;
  match: unknown;
  targets: unknown;
  scope: unknown;
}): MappingRule {
  return mappingRuleSchema.parse({
    key: row.key,
    priority: row.priority,
    match: row.match,
    targets: row.targets,
    ...(row.scope === null ? {} : { scope: row.scope }),
  });
}
