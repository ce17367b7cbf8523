import { randomUUID } from "node:crypto";
import type { Db } from "@/lib/db/client";
import type { Deployment as Row, Prisma } from "@/lib/db/generated/client";
import type { DeliveryChange } from "@/lib/domain/delivery";
import {
  DEPLOYMENT_KINDS,
  DEPLOYMENT_OUTCOMES,
  type Deployment,
  type DeploymentKind,
} from "@/lib/domain/deployment";

/** Webhooks' delivery ids are remembered this long: GitHub lets one be sent again for three days. */
const DELIVERY_KEEP_MS = 30 * 24 * 60 * 60 * 1_000;

export type NewDeployment = Omit<Deployment, "id">;

export interface DeploymentFilter {
  readonly service?: string;
  readonly region?: string;
  readonly environment?: string;
  readonly kind?: DeploymentKind;
  readonly fromMs?: number;
  readonly toMs?: number;
  /** The last event of the page before. */
  readonly after?: { readonly deployedAtMs: number; readonly id: string };
  readonly limit: number;
}

export interface DeploymentStore {
  /**
   * Keeps an event. One of the same source and external id is updated instead, but never from an end (succeeded, failed,
   * cancelled) back to `in_progress`: reports may overtake each other.
   */
  put(deployment: NewDeployment): Promise<Deployment>;
  /** Newest first. Those of all services or regions belong to each of them. */
  list(filter: DeploymentFilter): Promise<Deployment[]>;
  /** The newest production changes after `fromMs` that can tell of delivery, and when the oldest deployment of all was. */
  production(fromMs: number): Promise<ProductionChanges>;
  /** Notes a webhook's delivery; false when it was noted before. Sweeps old ones. */
  claimDelivery(source: string, deliveryId: string, nowMs: number): Promise<boolean>;
}

export interface ProductionChanges {
  readonly changes: readonly DeliveryChange[];
  /** null: nothing was ever deployed. */
  readonly firstDeploymentMs: number | null;
}

const CHANGE_COLUMNS = {
  ...{ id: true, service: true, region: true, version: true },
  ...{ kind: true, outcome: true, deployedAt: true, committedAt: true },
} as const;
type ChangeRow = Pick<Row, keyof typeof CHANGE_COLUMNS>;
const PRODUCTION = "production";
/** More are left out: the cost of a cycle stays bounded. */
const MOST_CHANGES = 5_000;

export function createDeploymentStore(db: Db): DeploymentStore {
  return {
    async put(deployment) {
      const id = randomUUID();
      if (deployment.externalId === null)
        return toDeployment(await db.deployment.create({ data: { id, ...columns(deployment) } }));
      const { source, externalId } = deployment;
      const created = await db.deployment.createMany({
        data: [{ id, ...columns(deployment) }],
        skipDuplicates: true,
      });
      if (created.count === 0) await update(db, deployment);
      const where = { source_externalId: { source, externalId } };
      return toDeployment(await db.deployment.findUniqueOrThrow({ where }));
    },
    async list(filter) {
      const rows = await db.deployment.findMany({
        where: conditions(filter),
        orderBy: [{ deployedAt: "desc" }, { id: "desc" }],
        take: filter.limit,
      });
      return rows.map(toDeployment);
    },
    production: (fromMs) => production(db, fromMs),
    async claimDelivery(source, deliveryId, nowMs) {
      const oldest = new Date(nowMs - DELIVERY_KEEP_MS);
      await db.webhookDelivery.deleteMany({ where: { receivedAt: { lt: oldest } } });
      const data = [{ source, deliveryId, receivedAt: new Date(nowMs) }];
      return (await db.webhookDelivery.createMany({ data, skipDuplicates: true })).count === 1;
    },
  };
}

async function production(db: Db, fromMs: number): Promise<ProductionChanges> {
  const where = { environment: PRODUCTION };
  const kinds = { in: ["deploy", "rollback"] };
  const rows = await db.deployment.findMany({
    where: { ...where, kind: kinds, deployedAt: { gt: new Date(fromMs) } },
    orderBy: [{ deployedAt: "desc" }, { id: "desc" }],
    take: MOST_CHANGES,
    select: CHANGE_COLUMNS,
  });
  const first = await db.deployment.findFirst({
    where: { ...where, kind: "deploy" },
    orderBy: { deployedAt: "asc" },
    select: { deployedAt: true },
  });
  // Where some are left out, rates are over the time that the others cover.
  const oldest = rows.length === MOST_CHANGES ? rows[rows.length - 1].deployedAt : first?.deployedAt;
  return { changes: rows.map(toChange), firstDeploymentMs: oldest?.getTime() ?? null };
}

function toChange({ deployedAt, committedAt, kind, outcome, ...same }: ChangeRow): DeliveryChange {
  return { ...same, ...namesOf(kind, outcome), ...timesOf(deployedAt, committedAt) };
}

async function update(db: Db, deployment: NewDeployment): Promise<void> {
  const { recordedAt: _first, recordedBy: _by, ...data } = columns(deployment);
  const { source, externalId } = deployment;
  const unfinished = deployment.outcome === "in_progress" ? { outcome: "in_progress" } : {};
  await db.deployment.updateMany({ where: { source, externalId, ...unfinished }, data });
}

function conditions(filter: DeploymentFilter): Prisma.DeploymentWhereInput {
  const { service, region, environment, kind, fromMs, toMs, after } = filter;
  const AND: Prisma.DeploymentWhereInput[] = [];
  if (service !== undefined) AND.push({ OR: [{ service }, { service: null }] });
  if (region !== undefined) AND.push({ OR: [{ region }, { region: null }] });
  if (after !== undefined) {
    const deployedAt = new Date(after.deployedAtMs);
    AND.push({ OR: [{ deployedAt: { lt: deployedAt } }, { deployedAt, id: { lt: after.id } }] });
  }
  if (fromMs !== undefined) AND.push({ deployedAt: { gte: new Date(fromMs) } });
  if (toMs !== undefined) AND.push({ deployedAt: { lt: new Date(toMs) } });
  return { environment, kind, AND };
}

function columns({ deployedAtMs, committedAtMs, recordedAtMs, ...same }: NewDeployment) {
  return {
    ...same,
    deployedAt: new Date(deployedAtMs),
    committedAt: committedAtMs === null ? null : new Date(committedAtMs),
    recordedAt: new Date(recordedAtMs),
  };
}

function toDeployment({ deployedAt, committedAt, recordedAt, kind, outcome, ...same }: Row): Deployment {
  return {
    ...same,
    ...namesOf(kind, outcome),
    ...timesOf(deployedAt, committedAt),
    recordedAtMs: recordedAt.getTime(),
  };
}

function namesOf(kind: string, outcome: string): Pick<Deployment, "kind" | "outcome"> {
  return {
    kind: DEPLOYMENT_KINDS.find((each) => each === kind) ?? "other",
    outcome: DEPLOYMENT_OUTCOMES.find((each) => each === outcome) ?? "succeeded",
  };
}

function timesOf(deployedAt: Date, committedAt: Date | null) {
  return { deployedAtMs: deployedAt.getTime(), committedAtMs: committedAt?.getTime() ?? null };
}
