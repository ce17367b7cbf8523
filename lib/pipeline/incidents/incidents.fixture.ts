import { runMigrations } from "graphile-worker";
import { bindCtx, systemActor } from "@/lib/compose/context";
import type { Ctx } from "@/lib/context";
import { closeDatabase, createDatabase } from "@/lib/db/client";
import type { NewSignal } from "@/lib/domain/incident";
import { ROLE_SCOPES, type Actor, type Role } from "@/lib/platform/actor";
import { fixedClock } from "@/lib/testing/fixed-clock";
import { createTestDatabase } from "@/lib/testing/postgres";
import { STARTED_MS } from "./signals.fixture";
import { takeSignals, type TakenSignals } from "./take-signals";

export interface IncidentFixture {
  readonly ctx: Ctx;
  readonly clock: ReturnType<typeof fixedClock>;
  /** Somebody of that role. */
  as(role: Role, name?: string): Ctx;
  take(...signals: readonly NewSignal[]): Promise<TakenSignals>;
  rows<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** Regions eu and us; app calls shop, shop calls cart; news is by itself. */
export async function createIncidentFixture(): Promise<IncidentFixture> {
  const test = await createTestDatabase();
  await runMigrations({ connectionString: test.url });
  const database = createDatabase(test.url);
  const clock = fixedClock(STARTED_MS);
  const bind = (actor: Actor) => bindCtx({ database, actor, clock, demo: false });
  const ctx = bind(systemActor("test"));
  await test.pool.query(`insert into region (code, name) values ('eu', 'eu'), ('us', 'us')`);
  await test.pool.query(
    `insert into service (name, dependencies) values ('app', '{shop}'), ('shop', '{cart}'), ('cart', '{}'), ('checkout', '{}'), ('news', '{}')`,
  );
  return {
    ...{ ctx, clock },
    as: (role, name = role) => bind({ kind: "user", id: name, name, role, scopes: ROLE_SCOPES[role] }),
    take: (...signals) => ctx.transaction((tx) => takeSignals(tx, signals, clock.nowMs())),
    rows: async <Row>(sql: string, values: unknown[] = []) =>
      (await test.pool.query(sql, values)).rows as Row[],
    async close() {
      await closeDatabase(database);
      await test.drop();
    },
  };
}
