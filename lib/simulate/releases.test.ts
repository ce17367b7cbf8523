import { expect, it } from "vitest";
import { deploymentBody } from "./deployment-poster";
import { quietWorld } from "./fleet-world";
import { releasesBetween } from "./releases";
import type { ScenarioInstance } from "./scenario";
import { scenarioTimeline } from "./scenario-level";
import { SIMULATED_REGIONS, SIMULATED_SERVICES } from "./world";

const MONDAY_MS = Date.UTC(2026, 10, 23);
const DAY_MS = 24 * 3_600_000;
const world = quietWorld(1, MONDAY_MS);
const week = releasesBetween(world, MONDAY_MS, MONDAY_MS + 7 * DAY_MS);

it("releases regularly, on working days and in working hours, one region after the other", () => {
  const cells = SIMULATED_REGIONS.length * SIMULATED_SERVICES.length;
  expect(week.length).toBeGreaterThan(cells);
  expect(week.length).toBeLessThan(4 * cells);
  expect(new Set(week.map(({ service }) => service)).size).toBeGreaterThan(8);
  for (const { deployedAtMs, committedAtMs, commit, version } of week) {
    const at = new Date(deployedAtMs);
    expect([1, 2, 3, 4, 5]).toContain(at.getUTCDay());
    expect(at.getUTCHours()).toBeGreaterThanOrEqual(8);
    expect(at.getUTCHours()).toBeLessThan(18);
    expect(committedAtMs).toBeLessThan(deployedAtMs);
    expect(commit).toMatch(/^[\da-f]{40}$/);
    expect(version).toBe(`${at.toISOString().slice(0, 10).replaceAll("-", ".")}-1`);
  }
  const [first] = week;
  const sameVersion = week.filter(
    ({ service, version }) => service === first.service && version === first.version,
  );
  expect(sameVersion.map(({ region }) => region)).toEqual(SIMULATED_REGIONS.map(({ name }) => name));
  expect(new Set(sameVersion.map(({ commit }) => commit)).size).toBe(1);
});

it("reports each once, whatever the windows", () => {
  const ids = week.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const hours = Array.from({ length: 7 * 24 }, (_, hour) =>
    releasesBetween(world, MONDAY_MS + (hour * DAY_MS) / 24, MONDAY_MS + ((hour + 1) * DAY_MS) / 24),
  );
  expect(hours.flat()).toEqual(week);
  expect(releasesBetween({ ...world, seed: 2 }, MONDAY_MS, MONDAY_MS + 7 * DAY_MS)).not.toEqual(week);
});

it("reports a bad deploy and, when nobody was faster, its roll-back to what ran before", () => {
  const startMs = MONDAY_MS + 2 * DAY_MS + 20 * 3_600_000;
  const bad: ScenarioInstance = {
    id: "bad",
    kind: "bad-deploy",
    region: "us-east-1",
    service: "feed",
    startMs,
    speed: 2,
  };
  const until = startMs + DAY_MS / 12;
  const reported = releasesBetween({ ...world, scenarios: [bad] }, startMs - 1, until).filter(
    ({ service }) => service === "feed",
  );
  expect(reported).toMatchObject([
    { kind: "deploy", region: "us-east-1", version: "2026.11.25-2", deployedAtMs: startMs },
    { kind: "rollback", region: "us-east-1", deployedAtMs: scenarioTimeline(bad).mendedFromMs },
  ]);
  const [before] = releasesBetween(world, startMs - 60 * DAY_MS, startMs)
    .filter(({ service }) => service === "feed")
    .reverse();
  expect(reported[1]).toMatchObject({ version: before.version, commit: before.commit });
});

it("is posted with names and times as the deployments route takes them", () => {
  const [release] = week;
  expect(deploymentBody(release)).toEqual({
    external_id: release.id,
    service: release.service,
    region: release.region,
    environment: "production",
    kind: "deploy",
    version: release.version,
    commit: release.commit,
    committed_at: new Date(release.committedAtMs).toISOString(),
    deployed_at: new Date(release.deployedAtMs).toISOString(),
  });
});
