import type { Db } from "@/lib/db/client";
import type {
  CycleSnapshot,
  ExecutiveDashboardMetrics,
  GlobalInfrastructureHealth,
  GlobalMetrics,
  RegionalMetrics,
  ServiceMetrics,
  ServiceTotals,
} from "@/lib/domain/snapshot";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { SNAPSHOT_SCHEMAS } from "./snapshot-schema";

/** Every cycle is kept this long, then the first of each minute. */
export const FULL_KEEP_MS = 48 * HOUR_MS;
export const THIN_KEEP_MS = 40 * DAY_MS;

export interface SnapshotStore {
  /** Stores a cycle's result; the same `asOfMs` again replaces it. Call inside a transaction: six tables. */
  save(snapshot: CycleSnapshot): Promise<void>;
  latestGlobal(): Promise<GlobalMetrics | null>;
  /** By region code. null before the first cycle; empty when that cycle knew no region. */
  latestRegions(): Promise<readonly RegionalMetrics[] | null>;
  /** By region and service; null = all of them. */
  latestServices(region: string | null, service?: string | null): Promise<readonly ServiceMetrics[] | null>;
  /** By service. null before the first cycle. */
  latestServiceTotals(): Promise<readonly ServiceTotals[] | null>;
  latestExecutive(): Promise<ExecutiveDashboardMetrics | null>;
  /** The newest that was stored in [fromMs, toMs]. */
  executiveWithin(fromMs: number, toMs: number): Promise<ExecutiveDashboardMetrics | null>;
  latestInfrastructure(): Promise<GlobalInfrastructureHealth | null>;
  /** Drops what is no longer kept; returns how many cycles went. */
  thin(nowMs: number): Promise<number>;
}

/** The present, as each monitoring cycle stored it. Reads throw a ZodError on a row that this version cannot read. */
export function createSnapshotStore(db: Db): SnapshotStore {
  const latest = { orderBy: { asOfMs: "desc" } } as const;
  const newestAsOfMs = async () =>
    (await db.globalMetrics.findFirst({ ...latest, select: { asOfMs: true } }))?.asOfMs;
  return {
    save: (snapshot) => save(db, snapshot),
    async latestGlobal() {
      const row = await db.globalMetrics.findFirst(latest);
      return row && SNAPSHOT_SCHEMAS.global.parse(row.data);
    },
    async latestRegions() {
      const asOfMs = await newestAsOfMs();
      if (asOfMs === undefined) return null;
      const rows = await db.regionalMetrics.findMany({ where: { asOfMs }, orderBy: { region: "asc" } });
      return rows.map((row) => SNAPSHOT_SCHEMAS.regional.parse(row.data));
    },
    async latestServices(region, service = null) {
      const asOfMs = await newestAsOfMs();
      if (asOfMs === undefined) return null;
      const rows = await db.serviceMetrics.findMany({
        where: { asOfMs, ...(region === null ? {} : { region }), ...(service === null ? {} : { service }) },
        orderBy: [{ region: "asc" }, { service: "asc" }],
      });
      return rows.map((row) => SNAPSHOT_SCHEMAS.service.parse(row.data));
    },
    async latestServiceTotals() {
      const asOfMs = await newestAsOfMs();
      if (asOfMs === undefined) return null;
      const rows = await db.serviceTotals.findMany({ where: { asOfMs }, orderBy: { service: "asc" } });
      return rows.map((row) => SNAPSHOT_SCHEMAS.serviceTotals.parse(row.data));
    },
    async latestExecutive() {
      const row = await db.executiveDashboardMetrics.findFirst(latest);
      return row && SNAPSHOT_SCHEMAS.executive.parse(row.data);
    },
    async executiveWithin(fromMs, toMs) {
      const where = { asOfMs: { gte: BigInt(Math.ceil(fromMs)), lte: BigInt(Math.floor(toMs)) } };
      const row = await db.executiveDashboardMetrics.findFirst({ ...latest, where });
      return row && SNAPSHOT_SCHEMAS.executive.parse(row.data);
    },
    async latestInfrastructure() {
      const row = await db.globalInfrastructureHealth.findFirst(latest);
      return row && SNAPSHOT_SCHEMAS.infrastructure.parse(row.data);
    },
    thin: (nowMs) => thin(db, nowMs),
  };
}

/** One statement a table, however many services there are. */
async function save(db: Db, snapshot: CycleSnapshot): Promise<void> {
  const asOfMs = BigInt(snapshot.asOfMs);
  const [global, executive, infrastructure, regions, services, totals] = [
    snapshot.global,
    snapshot.executive,
    snapshot.infrastructure,
    snapshot.regions,
    snapshot.services,
    snapshot.serviceTotals,
  ].map((part) => JSON.stringify(part));
  await db.$executeRaw`insert into global_metrics ("asOfMs", data) values (${asOfMs}, ${global}::jsonb)
    on conflict ("asOfMs") do update set data = excluded.data`;
  await db.$executeRaw`insert into executive_dashboard_metrics ("asOfMs", data) values (${asOfMs}, ${executive}::jsonb)
    on conflict ("asOfMs") do update set data = excluded.data`;
  await db.$executeRaw`insert into global_infrastructure_health ("asOfMs", data) values (${asOfMs}, ${infrastructure}::jsonb)
    on conflict ("asOfMs") do update set data = excluded.data`;
  await db.$executeRaw`delete from regional_metrics where "asOfMs" = ${asOfMs}`;
  await db.$executeRaw`insert into regional_metrics ("asOfMs", region, data)
    select ${asOfMs}, part ->> 'region', part from jsonb_array_elements(${regions}::jsonb) part`;
  await db.$executeRaw`delete from service_metrics where "asOfMs" = ${asOfMs}`;
  await db.$executeRaw`insert into service_metrics ("asOfMs", region, service, data)
    select ${asOfMs}, part ->> 'region', part ->> 'service', part from jsonb_array_elements(${services}::jsonb) part`;
  await db.$executeRaw`delete from service_totals where "asOfMs" = ${asOfMs}`;
  await db.$executeRaw`insert into service_totals ("asOfMs", service, data)
    select ${asOfMs}, part ->> 'service', part from jsonb_array_elements(${totals}::jsonb) part`;
}

async function thin(db: Db, nowMs: number): Promise<number> {
  const [minute, fullFrom, thinFrom] = [MINUTE_MS, nowMs - FULL_KEEP_MS, nowMs - THIN_KEEP_MS].map((ms) =>
    BigInt(Math.floor(ms)),
  );
  const rows = await db.$queryRaw<{ gone: number }[]>`
    with dated as (
      select "asOfMs", row_number() over (partition by "asOfMs" / ${minute}::bigint order by "asOfMs") as place
      from global_metrics where "asOfMs" < ${fullFrom}::bigint),
    gone as (select "asOfMs" from dated where place > 1 or "asOfMs" < ${thinFrom}::bigint),
    a as (delete from global_metrics where "asOfMs" in (select "asOfMs" from gone)),
    b as (delete from executive_dashboard_metrics where "asOfMs" in (select "asOfMs" from gone)),
    c as (delete from global_infrastructure_health where "asOfMs" in (select "asOfMs" from gone)),
    d as (delete from regional_metrics where "asOfMs" in (select "asOfMs" from gone)),
    e as (delete from service_metrics where "asOfMs" in (select "asOfMs" from gone)),
    f as (delete from service_totals where "asOfMs" in (select "asOfMs" from gone))
    select count(*)::int as gone from gone`;
  return rows[0].gone;
}
