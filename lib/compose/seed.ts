import { createApiKey } from "@/lib/auth/create-api-key";
import { hashApiKey } from "@/lib/auth/api-key-secret";
import { DEMO_EMAIL_DOMAIN, DEMO_PERSONAS, demoPassword } from "@/lib/auth/demo-persona";
import {
  FIRST_ADMIN_PURPOSE,
  FIRST_ADMIN_TOKEN_VALID_MS,
  hashFirstAdminToken,
  newFirstAdminToken,
} from "@/lib/auth/first-admin-token";
import type { Ctx } from "@/lib/context";
import { withAdvisoryLock } from "@/lib/db/advisory-lock";
import { closeDatabase, createDatabase } from "@/lib/db/client";
import { migrateJobs } from "@/lib/db/migrate-jobs";
import { BUILT_IN_RULES } from "@/lib/pipeline/ingest/mapping/built-in-rules";
import type { KeyScope } from "@/lib/platform/actor";
import { systemClock, type Clock } from "@/lib/platform/clock";
import { bindCtx, systemActor } from "./context";
import { DEMO_CATALOGUE } from "./demo-catalogue";
import { claimInstallationMode } from "./installation-mode";

export interface DemoKeys {
  readonly ingest: string;
  readonly read: string;
}

export interface SeedOptions {
  readonly demo: boolean;
  readonly authSecret: string;
  /** The demo keys of an earlier start; those still in force are kept, so that senders need no new ones. */
  readonly existingDemoKeys?: Partial<DemoKeys> | null;
  readonly clock?: Clock;
}

export interface SeedResult {
  /** null outside the demo. */
  readonly demoKeys: DemoKeys | null;
  /** Lets the first visitor make the admin; null in the demo, and as soon as there is anybody. */
  readonly adminToken: string | null;
}

/** Any number, as long as nothing else in the database uses it. */
const SEED_LOCK = 482_910_113;

/**
 * Brings a migrated database to where a start may begin: job tables, default objectives and prediction rules, built-in mapping; in the demo its
 * people, keys, and what is known of its regions and services, else the first admin's token. Never any figures. Repeatable; two at once take turns.
 * @throws InstallationModeError where the database is the demo's and this is not, or the other way round
 */
export async function seedDefaults(databaseUrl: string, options: SeedOptions): Promise<SeedResult> {
  return withAdvisoryLock(databaseUrl, SEED_LOCK, async () => {
    await migrateJobs(databaseUrl);
    const database = createDatabase(databaseUrl);
    try {
      const clock = options.clock ?? systemClock;
      const ctx = bindCtx({ database, actor: systemActor("seed"), clock, demo: options.demo });
      await claimInstallationMode(ctx);
      await ctx.objectives.ensureDefaults();
      await ctx.predictionRules.ensureDefaults();
      await ctx.mapping.ensureBuiltIn(BUILT_IN_RULES);
      return options.demo ? await seedDemo(ctx, options) : await seedReal(ctx);
    } finally {
      await closeDatabase(database);
    }
  });
}

async function seedDemo(ctx: Ctx, options: SeedOptions): Promise<SeedResult> {
  for (const { role, email, name } of DEMO_PERSONAS)
    await ctx.people.ensure({ role, email, name, password: demoPassword(options.authSecret, role) });
  await ctx.catalog.ensure(DEMO_CATALOGUE);
  const ingest = await demoKey(ctx, "ingest", options.existingDemoKeys?.ingest);
  const read = await demoKey(ctx, "read", options.existingDemoKeys?.read);
  await ctx.apiKeys.revokeDemoKeys([ingest.id, read.id], ctx.clock.nowMs());
  return { demoKeys: { ingest: ingest.secret, read: read.secret }, adminToken: null };
}

async function demoKey(ctx: Ctx, scope: KeyScope, existing: string | undefined) {
  const kept = existing === undefined ? null : await ctx.apiKeys.findByHash(hashApiKey(existing));
  const usable = kept !== null && kept.demo && kept.scope === scope && kept.revokedAtMs === null;
  if (usable && existing !== undefined) return { id: kept.id, secret: existing };
  const { key, secret } = await createApiKey(ctx, { name: `demo ${scope}`, scope, demo: true });
  return { id: key.id, secret };
}

/** One click signs nobody in outside the demo, so what an earlier demo left in this database must not either. */
async function seedReal(ctx: Ctx): Promise<SeedResult> {
  const nowMs = ctx.clock.nowMs();
  await ctx.people.removeByEmailDomain(DEMO_EMAIL_DOMAIN);
  await ctx.apiKeys.revokeDemoKeys([], nowMs);
  if ((await ctx.people.count()) > 0) return { demoKeys: null, adminToken: null };
  const token = newFirstAdminToken();
  const expiresAtMs = nowMs + FIRST_ADMIN_TOKEN_VALID_MS;
  await ctx.oneTimeTokens.put(FIRST_ADMIN_PURPOSE, hashFirstAdminToken(token), nowMs, expiresAtMs);
  return { demoKeys: null, adminToken: token };
}
