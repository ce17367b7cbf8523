import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it, vi } from "vitest";
import { startDeploymentPoster, type DeploymentPoster } from "./deployment-poster";
import { quietWorld } from "./fleet-world";
import { releasesBetween } from "./releases";
import { readSimulateSettings } from "./settings";

const NOW_MS = Date.UTC(2026, 10, 25, 12);
const WEEK_MS = 7 * 24 * 3_600_000;
/** There are many, one after the other, on a machine that may be busy. */
const PATIENCE_MS = 30_000;
const world = quietWorld(1, NOW_MS);
const expected = releasesBetween(world, NOW_MS - WEEK_MS, NOW_MS);

const open: { servers: Server[]; posters: DeploymentPoster[] } = { servers: [], posters: [] };
afterEach(() => {
  for (const poster of open.posters.splice(0)) poster.stop();
  for (const server of open.servers.splice(0)) server.close().closeAllConnections();
});

async function postTo(status: number) {
  const received: { path?: string; key?: string; body: { external_id: string } }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString());
    received.push({ path: request.url, key: request.headers.authorization, body });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.servers.push(server);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings = readSimulateSettings({ SIMULATE_URL: url, SIMULATE_KEY: "k" });
  const poster = startDeploymentPoster(settings, { nowMs: () => NOW_MS }, () => world);
  open.posters.push(poster);
  await vi.waitFor(() => expect(received).toHaveLength(expected.length), { timeout: PATIENCE_MS });
  return { received, poster };
}

it(
  "posts what was deployed in the last week, in order, by its key",
  { timeout: 2 * PATIENCE_MS },
  async () => {
    const { received, poster } = await postTo(201);
    expect(expected.length).toBeGreaterThan(50);
    expect(received.map(({ body }) => body.external_id)).toEqual(expected.map(({ id }) => id));
    for (const { path, key } of received)
      expect([path, key]).toEqual(["/api/v1/hyperscale-monitoring/deployments", "Bearer k"]);
    await vi.waitFor(() => expect(poster.takeCounts()).toMatchObject({ waiting: 0 }));
  },
);

it(
  "counts what a product without such a route refuses, and repeats none of it",
  { timeout: 2 * PATIENCE_MS },
  async () => {
    const { received, poster } = await postTo(404);
    let refused = 0;
    await vi.waitFor(() => {
      refused += poster.takeCounts().refused;
      expect(refused).toBe(expected.length);
    }, PATIENCE_MS);
    expect(received).toHaveLength(expected.length);
  },
);
