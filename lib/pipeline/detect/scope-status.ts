import { plainPercent } from "@/lib/domain/plain-figure";
import type { Status } from "@/lib/domain/snapshot";
import { statusRank, type Verdict } from "@/lib/domain/status";

/** From these shares of traffic on, parts decide for the whole. */
export const DOWN_SHARE = 0.5;
export const CRITICAL_SHARE = 0.05;
export const DEGRADED_SHARE = 0.01;
const NAMED_PARTS = 3;

export interface StatusPart {
  readonly name: string;
  readonly status: Status;
  /** What it usually carries; null where no hour is known. */
  readonly requestsPerSecond: number | null;
}

/**
 * The status of a scope from its parts by their share of its traffic: down when parts with at least half of it are down,
 * critical when those with 5 % are critical or down, degraded when those with 1 % are not healthy, unknown when all are.
 * null when no part carries known traffic: then only the scope's own figures can tell.
 */
export function scopeStatus(parts: readonly StatusPart[]): Verdict | null {
  const carrying = parts.filter((part) => (part.requestsPerSecond ?? 0) > 0);
  const all = carrying.reduce((sum, part) => sum + (part.requestsPerSecond ?? 0), 0);
  if (all <= 0) return null;
  const shareOf = (part: StatusPart) => (part.requestsPerSecond ?? 0) / all;
  const among = (...statuses: Status[]) => {
    const chosen = carrying.filter((part) => statuses.includes(part.status));
    return { chosen, share: chosen.reduce((sum, part) => sum + shareOf(part), 0) };
  };
  if (carrying.every((part) => part.status === "unknown"))
    return { status: "unknown", because: "No part of it that carries traffic sends telemetry." };
  const verdict = (status: Status, { chosen, share }: ReturnType<typeof among>, limit: number): Verdict => ({
    status,
    because: `${named(chosen, shareOf)} ${chosen.length > 1 ? "carry" : "carries"} ${plainPercent(share)} of the traffic (${status} from ${plainPercent(limit)} on).`,
  });
  const down = among("down");
  if (down.share >= DOWN_SHARE) return verdict("down", down, DOWN_SHARE);
  const critical = among("critical", "down");
  if (critical.share >= CRITICAL_SHARE) return verdict("critical", critical, CRITICAL_SHARE);
  const unhealthy = among("degraded", "critical", "down", "unknown");
  if (unhealthy.share >= DEGRADED_SHARE) return verdict("degraded", unhealthy, DEGRADED_SHARE);
  return { status: "healthy", because: healthySentence(carrying.length, unhealthy.chosen.length) };
}

function healthySentence(parts: number, unhealthy: number): string {
  if (unhealthy === 0) return parts === 1 ? "Its only part is healthy." : `All ${parts} parts are healthy.`;
  return `Parts that are not healthy carry under ${plainPercent(DEGRADED_SHARE)} of the traffic.`;
}

/** The worst first: "payments (down) and 4 more". */
function named(parts: readonly StatusPart[], shareOf: (part: StatusPart) => number): string {
  const sorted = [...parts].sort(
    (a, b) => statusRank(b.status) - statusRank(a.status) || shareOf(b) - shareOf(a),
  );
  const names = sorted.slice(0, NAMED_PARTS).map((part) => `${part.name} (${part.status})`);
  const rest = sorted.length - names.length;
  return rest > 0 ? `${names.join(", ")} and ${rest} more` : names.join(", ");
}
