import { describe, expect, it } from "vitest";
import { CellRegistry } from "./fold/cells";
import { PendingWindows } from "./fold/pending-windows";
import { tierRows, type TierRow } from "./tier-rows";
import { DAY_MS, MINUTE_MS, TIERS, WINDOW_MS, windowStart } from "@/lib/domain/window";

const NOW_MS = Date.UTC(2026, 10, 23, 12, 0, 5);
const bounds = [10, Infinity];

function setup() {
  const registry = new CellRegistry();
  const pending = new PendingWindows();
  const rows = () => tierRows(pending.take(), registry.cells, NOW_MS);
  return { registry, pending, rows };
}
const of = (rows: TierRow[], tier: string, region: string, service: string | null) =>
  rows.filter((row) => row.tier.name === tier && row.region === region && row.service === service);

describe("tierRows", () => {
  it("gives services and their region the same sums in every tier", () => {
    const { registry, pending, rows } = setup();
    const a = registry.get("requests", "eu", "a");
    const b = registry.get("requests", "eu", "b");
    const own = registry.get("requests", "eu", null);
    for (let window = 0; window < 20; window++) {
      const at = pending.at(NOW_MS - window * WINDOW_MS);
      at.add(a.index, 1, 1);
      at.add(b.index, 10, 1);
      at.add(own.index, 100, 1);
    }
    const found = rows();
    for (const tier of TIERS) {
      const sums = ([service]: [string | null]) =>
        of(found, tier.name, "eu", service).reduce((sum, row) => sum + row.sum, 0);
      expect([sums(["a"]), sums(["b"]), sums([null])]).toEqual([20, 200, 2220]);
      for (const row of of(found, tier.name, "eu", null)) expect(row.windowMs % tier.windowMs).toBe(0);
    }
    expect(of(found, "10s", "eu", "a")).toHaveLength(20);
    expect(of(found, "1m", "eu", "a")).toHaveLength(5);
  });

  it("takes a region's total from its own cell, never from the services' rows", () => {
    const { registry, pending, rows } = setup();
    const at = pending.at(NOW_MS);
    at.add(registry.get("servers", "eu", "a").index, 5, 1);
    at.add(registry.get("servers", "eu", null).index, 7, 1);
    at.add(registry.get("servers", "eu", null, "region").index, 12, 1);
    const found = rows();
    expect(of(found, "10s", "eu", null).map((row) => row.sum)).toEqual([12]);
    expect(of(found, "10s", "eu", "a").map((row) => row.sum)).toEqual([5]);
  });

  it("keeps least, greatest, and the newest value", () => {
    const { registry, pending, rows } = setup();
    const cell = registry.get("cpu", "eu", "a").index;
    const minute = windowStart(NOW_MS, MINUTE_MS) - MINUTE_MS;
    pending.at(minute + WINDOW_MS).observe(cell, 0.9, minute + WINDOW_MS + 3);
    pending.at(minute).observe(cell, 0.2, minute + 1);
    pending.at(minute).observe(cell, 0.4, minute + 2);
    const [row] = of(rows(), "1m", "eu", "a");
    expect(row).toMatchObject({ count: 3, min: 0.2, max: 0.9, last: 0.9, lastMs: minute + WINDOW_MS + 3 });
    expect(row!.sum).toBeCloseTo(1.5, 12);
  });

  it("merges histograms, and giving the rows again gives the same", () => {
    const { registry, pending } = setup();
    const cell = registry.get("latency", "eu", "a").index;
    for (const offset of [0, WINDOW_MS]) {
      pending.at(NOW_MS - offset).addBucket(cell, bounds, 0, 2);
      pending.at(NOW_MS - offset).addBucket(cell, bounds, 1, 5);
    }
    const windows = pending.take();
    // A flush that failed is made into rows once more.
    for (let attempt = 0; attempt < 2; attempt++) {
      const rows = tierRows(windows, registry.cells, NOW_MS);
      expect(of(rows, "1d", "eu", null)[0]!.histogram!.count).toBe(10);
      expect(of(rows, "10s", "eu", "a").map((row) => row.histogram!.count)).toEqual([5, 5]);
    }
  });

  it("leaves a window out of the tiers that no longer keep it", () => {
    const { registry, pending, rows } = setup();
    pending.at(NOW_MS - 3 * DAY_MS).add(registry.get("requests", "eu", "a").index, 1, 1);
    expect([...new Set(rows().map((row) => row.tier.name))]).toEqual(["1m", "5m", "1h", "1d"]);
  });

  it("keeps names apart, whatever signs they hold", () => {
    const { registry, pending, rows } = setup();
    const names: [string, string | null][] = [["a|sb", null], ["a", "b|"], ["a", "b"], ["a|s", "b"], ["a", null], ["as", "b"]]; // prettier-ignore
    names.forEach(([region, service], n) =>
      pending.at(NOW_MS).add(registry.get("requests", region, service).index, 2 ** n, 1),
    );
    const found = rows().filter((row) => row.tier.name === "10s");
    const keys = found.map((row) => JSON.stringify([row.region, row.service]));
    expect(new Set(keys).size).toBe(keys.length);
    expect(of(found, "10s", "a|sb", null)[0]!.sum).toBe(1);
    expect(of(found, "10s", "a", "b|")[0]!.sum).toBe(2);
  });
});
