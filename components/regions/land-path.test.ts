import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { MAP } from "@/lib/pipeline/present/equal-earth";
import { landPath } from "./land-path";

const path = landPath();

it("draws every corner inside the map", () => {
  const outside: [number, number][] = [];
  let [x, y] = [0, 0];
  for (const ring of path.split("z").slice(0, -1)) {
    const steps = [...ring.matchAll(/(-?\d+) ?(-?\d+)/g)].map(([, dx, dy]) => [Number(dx), Number(dy)]);
    const start = [x + steps[0][0], y + steps[0][1]];
    for (const [dx, dy] of steps) {
      [x, y] = [x + dx, y + dy];
      if (x < 0 || x > MAP.width || y < 0 || y > MAP.height) outside.push([x, y]);
    }
    [x, y] = start;
  }
  expect(outside).toEqual([]);
});

it("is small enough to be sent with each page", () => {
  expect(path.length).toBeGreaterThan(5_000);
  expect(gzipSync(path).length).toBeLessThan(7_000);
});
