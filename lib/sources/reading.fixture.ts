import { bindCtx, systemActor } from "@/lib/compose/context";
import { readingServices } from "@/lib/compose/sources";
import type { Ctx } from "@/lib/context";
import { closeDatabase, createDatabase } from "@/lib/db/client";
import type { MetricName } from "@/lib/domain/metric";
import { METRIC_NAMES } from "@/lib/domain/metric";
import type { SourceSettings } from "@/lib/domain/source";
import type { Clock } from "@/lib/platform/clock";
import { createSource } from "./create-source";
import type { ReadSourceServices } from "./read-source";

export const TEST_SECRET = "only-for-tests-only-for-tests-only";

export interface Reading {
  readonly ctx: Ctx;
  readonly services: ReadSourceServices;
  close(): Promise<void>;
}

/** A worker's side of reading, on a database; engines are on this machine. */
export function openReading(databaseUrl: string, clock: Clock): Reading {
  const database = createDatabase(databaseUrl);
  const ctx = bindCtx({ database, actor: systemActor("test"), clock, demo: false });
  const reading = readingServices({ databaseUrl, authSecret: TEST_SECRET, outgoingAllow: "127.0.0.0/8" });
  return {
    ctx,
    services: reading.services,
    async close() {
      await reading.close();
      await closeDatabase(database);
    },
  };
}

export const TEST_SETTINGS: SourceSettings = {
  regionLabel: "region",
  serviceLabel: "service",
  region: null,
  scrapeIntervalMs: 10_000,
  delayMs: 0,
  latencyUnit: "s",
  expressions: {},
};

/** Settings that ask for nothing but these expressions. */
export function only(expressions: Partial<Record<MetricName, string>>): SourceSettings {
  const all = METRIC_NAMES.map((metric) => {
    const query = expressions[metric];
    return [metric, query === undefined ? null : { query, companion: null }] as const;
  });
  return { ...TEST_SETTINGS, expressions: Object.fromEntries(all) };
}

/** Adds a source; returns its id. */
export async function addSource(
  { ctx, services }: Reading,
  url: string,
  settings: SourceSettings = TEST_SETTINGS,
  name = "engine",
): Promise<string> {
  const source = await createSource(ctx, services, { name, url, headers: {}, enabled: true, settings });
  return source.id;
}
