import type { FleetWorld } from "./fleet-world";
import { unitHash } from "./noise";
import { scenarioTimeline } from "./scenario-level";
import { SIMULATED_REGIONS, SIMULATED_SERVICES } from "./world";

/** A change of what runs, as the fleet's own deployment tool reports it. */
export interface Release {
  /** The same for the same event, however often it is reported. */
  readonly id: string;
  readonly kind: "deploy" | "rollback";
  readonly region: string;
  readonly service: string;
  readonly version: string;
  readonly commit: string;
  readonly deployedAtMs: number;
  readonly committedAtMs: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WORKING_DAYS = { first: 1, last: 5 } as const;
/** A service is released about twice a week, in working hours (UTC), one region after the other. */
const RELEASE_SHARE = 0.4;
const FIRST_HOUR = 8;
const RELEASE_HOURS = 8;
const REGION_AFTER_REGION_MS = 20 * MINUTE_MS;
const LEAD_TIME = { least: HOUR_MS, most: 40 * HOUR_MS };
/** Every service has been released within this many days. */
const LOOK_BACK_DAYS = 60;

const Draw = { whether: 201, when: 202, lead: 203, commit: 204 } as const;

/** Everything that was deployed in (afterMs, untilMs], by time: quiet releases, bad ones, and roll-backs. */
export function releasesBetween(world: FleetWorld, afterMs: number, untilMs: number): Release[] {
  const releases = [
    ...quietReleases(world.seed, afterMs, untilMs),
    ...badReleases(world),
    ...rollBacks(world),
  ];
  return releases
    .filter(({ deployedAtMs }) => deployedAtMs > afterMs && deployedAtMs <= untilMs)
    .sort((a, b) => a.deployedAtMs - b.deployedAtMs);
}

function quietReleases(seed: number, afterMs: number, untilMs: number): Release[] {
  const releases: Release[] = [];
  // A day's last region may follow after midnight.
  for (let dayMs = dayOf(afterMs - HOUR_MS * 2); dayMs <= untilMs; dayMs += DAY_MS)
    for (const { name } of SIMULATED_SERVICES) {
      const startMs = releaseTime(seed, name, dayMs);
      if (startMs === null) continue;
      for (const region of SIMULATED_REGIONS)
        releases.push(
          release(seed, {
            kind: "deploy",
            region: region.name,
            service: name,
            version: versionOf(dayMs, 1),
            deployedAtMs: startMs + region.index * REGION_AFTER_REGION_MS,
          }),
        );
    }
  return releases;
}

function badReleases(world: FleetWorld): Release[] {
  return world.scenarios.flatMap((instance) => {
    if (instance.kind !== "bad-deploy" || instance.service === null) return [];
    const { region, service, startMs } = instance;
    const { mendedFromMs } = scenarioTimeline(instance);
    const where = { region, service };
    const bad = release(
      world.seed,
      { ...where, kind: "deploy", version: versionOf(startMs, 2), deployedAtMs: startMs },
      instance.id,
    );
    const mended = world.actions.some(
      (action) =>
        action.kind === "roll-back" &&
        action.region === region &&
        (action.service ?? service) === service &&
        action.atMs >= startMs &&
        action.atMs < mendedFromMs,
    );
    if (mended) return [bad];
    const version = lastVersion(world.seed, service, startMs);
    const back = { ...where, kind: "rollback", version, deployedAtMs: mendedFromMs } as const;
    return [bad, release(world.seed, back, instance.id)];
  });
}

function rollBacks(world: FleetWorld): Release[] {
  return world.actions.flatMap(({ id, kind: action, region, service, atMs }) => {
    if (action !== "roll-back") return [];
    const kind = "rollback" as const;
    const services = SIMULATED_SERVICES.filter(({ name }) => service === null || service === name);
    return services.map(({ name }) => {
      const version = lastVersion(world.seed, name, atMs);
      return release(world.seed, { kind, region, service: name, version, deployedAtMs: atMs }, id);
    });
  });
}

type ReleaseEvent = Pick<Release, "kind" | "region" | "service" | "version" | "deployedAtMs">;

function release(seed: number, event: ReleaseEvent, causedBy = "release"): Release {
  const { kind, region, service, version, deployedAtMs } = event;
  const dayIndex = Math.floor(deployedAtMs / DAY_MS);
  const unit = unitHash(seed, indexOf(service), dayIndex, Draw.lead);
  const leadMs = LEAD_TIME.least + unit * (LEAD_TIME.most - LEAD_TIME.least);
  return {
    ...event,
    id: [causedBy, kind, service, region, version].join(":"),
    commit: commitOf(seed, indexOf(service), version),
    committedAtMs: Math.round(deployedAtMs - leadMs),
  };
}

/** When the service was released on the day; null: not at all. */
function releaseTime(seed: number, service: string, dayMs: number): number | null {
  const weekday = new Date(dayMs).getUTCDay();
  if (weekday < WORKING_DAYS.first || weekday > WORKING_DAYS.last) return null;
  const key = [indexOf(service), dayMs / DAY_MS] as const;
  if (unitHash(seed, ...key, Draw.whether) >= RELEASE_SHARE) return null;
  const hours = FIRST_HOUR + unitHash(seed, ...key, Draw.when) * RELEASE_HOURS;
  return dayMs + Math.floor((hours * HOUR_MS) / MINUTE_MS) * MINUTE_MS;
}

/** What ran before `beforeMs`. */
function lastVersion(seed: number, service: string, beforeMs: number): string {
  const today = dayOf(beforeMs);
  for (let days = 0; days < LOOK_BACK_DAYS; days++) {
    const dayMs = today - days * DAY_MS;
    const atMs = releaseTime(seed, service, dayMs);
    if (atMs !== null && atMs < beforeMs) return versionOf(dayMs, 1);
  }
  return versionOf(today - LOOK_BACK_DAYS * DAY_MS, 1);
}

const dayOf = (timeMs: number) => Math.floor(timeMs / DAY_MS) * DAY_MS;
const indexOf = (service: string) => SIMULATED_SERVICES.findIndex(({ name }) => name === service);

/** Calendar version: the day, and which release of it. */
function versionOf(timeMs: number, ofDay: number): string {
  return `${new Date(dayOf(timeMs)).toISOString().slice(0, 10).replaceAll("-", ".")}-${ofDay}`;
}

/** 40 hexadecimal digits, as Git names a commit. */
function commitOf(seed: number, service: number, version: string): string {
  const digits = Array.from(version, (character) => character.charCodeAt(0));
  return Array.from({ length: 5 }, (_, part) =>
    Math.floor(unitHash(seed, service, ...digits, Draw.commit, part) * 2 ** 32)
      .toString(16)
      .padStart(8, "0"),
  ).join("");
}
