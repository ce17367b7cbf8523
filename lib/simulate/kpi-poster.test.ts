import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { recordKpisBodySchema } from "@/lib/contracts/kpi";
import { quietWorld } from "./fleet-world";
import { kpiBody, startKpiPoster, type KpiPoster } from "./kpi-poster";
import { readSimulateSettings } from "./settings";
import { SIMULATED_REGIONS } from "./world";

const NOW_MS = Date.UTC(2026, 10, 25, 12);
const MINUTE_MS = 60_000;
const world = quietWorld(1, NOW_MS);

const open: { servers: Server[]; posters: KpiPoster[] } = { servers: [], posters: [] };
afterEach(() => {
  for (const poster of open.posters.splice(0)) poster.stop();
  for (const server of open.servers.splice(0)) server.close().closeAllConnections();
});

describe("the figures of a minute", () => {
  it("are taken by the contract, two of every region", () => {
    const body = kpiBody(world, NOW_MS - MINUTE_MS, NOW_MS);
    expect(body.figures).toHaveLength(2 * SIMULATED_REGIONS.length);
    expect(recordKpisBodySchema.parse(body).figures.map(({ time }) => time)).toEqual(
      body.figures.map(() => NOW_MS),
    );
    for (const { metric, value } of body.figures)
      if (metric === "retained_customers") expect(value).toBeCloseTo(0.91, 1);
      else expect(Number.isInteger(value)).toBe(true);
  });

  it("add up to the same customers in one report or in many", () => {
    const total = (bodies: ReturnType<typeof kpiBody>[]) =>
      bodies
        .flatMap(({ figures }) => figures)
        .reduce((sum, { metric, value }) => sum + (metric === "new_customers" ? value : 0), 0);
    const parts = Array.from({ length: 12 }, (_, part) =>
      kpiBody(world, NOW_MS - MINUTE_MS + part * 5_000, NOW_MS - MINUTE_MS + (part + 1) * 5_000),
    );
    const whole = total([kpiBody(world, NOW_MS - MINUTE_MS, NOW_MS)]);
    expect(whole).toBeGreaterThan(20);
    expect(Math.abs(total(parts) - whole)).toBeLessThanOrEqual(12 * SIMULATED_REGIONS.length);
  });

  it("are none of a clock that went back, nor of a region that is cut off", () => {
    expect(kpiBody(world, NOW_MS, NOW_MS - 1).figures).toEqual([]);
    const [region] = SIMULATED_REGIONS;
    const cut = {
      ...world,
      scenarios: [{ id: "s", kind: "region-cut-off" as const, region: region.name, service: null, startMs: NOW_MS - 5 * MINUTE_MS, speed: 1 }], // prettier-ignore
    };
    expect(kpiBody(cut, NOW_MS - MINUTE_MS, NOW_MS).figures.map((each) => each.region)).not.toContain(
      region.name,
    );
  });
});

it("are posted by the fleet's own key, again and again", async () => {
  const received: { path?: string; key?: string; body: unknown }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
    received.push({ path: request.url, key: request.headers.authorization, body });
    response.writeHead(200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.servers.push(server);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings = readSimulateSettings({ SIMULATE_URL: url, SIMULATE_KEY: "k" });
  let nowMs = NOW_MS;
  const clock = { nowMs: () => (nowMs += MINUTE_MS) };
  open.posters.push(startKpiPoster(settings, clock, () => world, 20));
  await vi.waitFor(() => expect(received.length).toBeGreaterThanOrEqual(2), { timeout: 10_000 });
  for (const { path, key, body } of received) {
    expect([path, key]).toEqual(["/api/v1/hyperscale-monitoring/kpis", "Bearer k"]);
    expect(recordKpisBodySchema.safeParse(body).success).toBe(true);
  }
});
