import type { PlannedRegion, Recommendation, Runway } from "@/lib/domain/capacity";
import type { Resource } from "@/lib/domain/health";
import { DAY_MS } from "@/lib/domain/window";

/** Fewer servers too many are not worth an order: plans change by as much. */
const RELEASE_SHARE = 0.1;

type Extension = Exclude<Recommendation["kind"], "add-servers" | "release-servers">;

/** What is done about a full resource; CPU: servers. */
const EXTENSION: Readonly<Record<Exclude<Resource, "cpu">, Extension>> = {
  memory: "extend-memory",
  disk: "extend-disk",
  connections: "raise-connection-limit",
};

/** What to order, and by when: first what has to be ordered first. */
export function recommendations(
  regions: readonly PlannedRegion[],
  provisioningLeadDays: number | null,
): readonly Recommendation[] {
  const ordered = regions.flatMap(ofRegion).map((one) => ({
    ...one,
    orderByMs:
      one.deadlineMs === null || provisioningLeadDays === null
        ? null
        : one.deadlineMs - provisioningLeadDays * DAY_MS,
  }));
  const when = ({ orderByMs, deadlineMs }: Recommendation) => orderByMs ?? deadlineMs ?? Infinity;
  return ordered.sort((one, other) => (when(one) === when(other) ? 0 : when(one) - when(other)));
}

type Wanted = Omit<Recommendation, "orderByMs">;

function ofRegion(planned: PlannedRegion): Wanted[] {
  const extensions = planned.runways.flatMap((runway): Wanted[] => {
    const { resource, upperDayMs } = runway;
    if (resource === "cpu" || upperDayMs === null) return [];
    return [
      {
        kind: EXTENSION[resource],
        region: planned.region,
        servers: null,
        forLoss: null,
        deadlineMs: upperDayMs,
      },
    ];
  });
  const servers = aboutServers(planned);
  return servers === null ? extensions : [servers, ...extensions];
}

/** The upper 80 % decide: who orders for the median is late every other time. */
function aboutServers({ region, servers, need, runways }: PlannedRegion): Wanted | null {
  const missing = need === null || servers === null ? null : need.servers - Math.floor(servers);
  const cpuDayMs = runways.find(({ resource }: Runway) => resource === "cpu")?.upperDayMs ?? null;
  const days = [cpuDayMs, need?.shortDayMs ?? null].filter((dayMs) => dayMs !== null);
  if (days.length > 0) {
    const more = missing !== null && missing > 0 ? missing : null;
    return {
      kind: "add-servers",
      region,
      servers: more,
      forLoss: more === null || need === null ? null : Math.min(more, need.forLoss),
      deadlineMs: Math.min(...days),
    };
  }
  if (need === null || servers === null) return null;
  const spare = Math.floor(servers) - need.high;
  if (spare < 1 || spare < servers * RELEASE_SHARE) return null;
  return { kind: "release-servers", region, servers: spare, forLoss: null, deadlineMs: null };
}
