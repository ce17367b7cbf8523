import { expect, it } from "vitest";

import { spawnFixture } from "./child-process.fixture";
import { collect, openTestLog, temporaryDirectory } from "./log-directory.fixture";

const KILLS = 6;
const LONGEST_RUN_MS = 150;

it(
  "has every acknowledged record, once and in order, after kill -9 at random moments",
  { timeout: 60_000 },
  async () => {
    const dir = await temporaryDirectory();
    const acknowledged: number[] = [];
    for (let round = 0; round < KILLS; round += 1) {
      const child = spawnFixture("append-until-killed", dir);
      await child.firstLine();
      await new Promise((resolve) => setTimeout(resolve, Math.random() * LONGEST_RUN_MS));
      await child.kill();
      const lines = child.lines().map(Number);
      // What follows a restart never repeats an acknowledged sequence.
      expect(lines[0]).toBeGreaterThan(acknowledged.at(-1) ?? 0);
      acknowledged.push(...lines);
    }
    const log = await openTestLog(dir, { maxBytes: 1024 * 1024 * 1024 });
    const found = (await collect(log.replay(0))).map(({ sequence }) => sequence);
    await log.close();
    expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
    const present = new Set(found);
    expect(acknowledged.filter((sequence) => !present.has(sequence))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(KILLS);
  },
);
