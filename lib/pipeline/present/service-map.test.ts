import { describe, expect, test } from "vitest";
import type { StatusCode } from "@/lib/contracts/status";
import { serviceMap } from "./service-map";
import type { ServiceFigure, ServiceRow } from "./service-row";
import { statusModel } from "./status-model";

const known = (value: number): ServiceFigure => ({ value, missing: null });
const unknown: ServiceFigure = {
  value: null,
  missing: { stale: false, word: "No data", remedy: "Send it." },
};

function row(name: string, status: StatusCode, dependencies: string[], figures = known): ServiceRow {
  return {
    ...{ name, status, dependencies, state: statusModel(status), urgency: 0, because: "", stale: false },
    ...{ newestSampleAt: null, owner: null, contact: null, tier: null },
    regions: { cells: [], summary: "" },
    ...{ health: figures(100), requests: figures(2_500), errors: figures(0.02), p99: figures(143) },
  };
}
const WORLD = [
  row("gate", "healthy", ["shop", "feed"]),
  row("shop", "degraded", ["pay"]),
  row("pay", "critical", ["bank"]),
  row("feed", "degraded", ["media"]),
  row("media", "down", []),
  row("idle", "healthy", []),
];
const names = (nodes: readonly { readonly name: string }[]) => nodes.map(({ name }) => name);

test("all of them: nodes from left to right, origins and their ways marked, the unconnected apart", () => {
  const map = serviceMap(WORLD, null);
  expect(names(map.nodes)[0]).toBe("gate");
  expect(names(map.nodes.filter(({ origin }) => origin)).sort()).toEqual(["media", "pay"]);
  expect(
    map.edges
      .filter(({ suspect }) => suspect)
      .map(({ from, to }) => `${from}>${to}`)
      .sort(),
  ).toEqual(["feed>media", "shop>pay"]);
  expect([map.apart, map.configured, map.leftOut]).toEqual([["idle"], true, null]);
});

test("around one service only what concerns it is drawn and suspected", () => {
  const map = serviceMap(WORLD, "shop");
  expect(names(map.nodes)).toEqual(["gate", "shop", "pay", "bank"]);
  expect(map.origins.map((origin) => origin.names)).toEqual([["pay"]]);
  expect(map.edges.filter(({ suspect }) => suspect)).toHaveLength(1);
});

test("a dependency that was never seen is shown, says so, and is no origin", () => {
  const bank = serviceMap(WORLD, "pay").nodes.find(({ name }) => name === "bank");
  expect(bank).toMatchObject({ unseen: true, origin: false, figures: "" });
  expect(bank?.label).toBe("bank: Never seen; no figures; calls none; called by pay");
});

test("a node says in words what it shows", () => {
  const [, pay] = serviceMap(WORLD, "pay").nodes.filter(({ name }) => name === "shop" || name === "pay");
  expect(pay.figures).toBe("2.50\u2009k/s · 2\u2009% · 143\u2009ms");
  expect(pay.label).toBe(
    `pay: Critical, suspected origin; requests, errors and p99 ${pay.figures}; calls bank; called by shop`,
  );
});

test("a figure that is not known is left out, never zero", () => {
  const rows = [row("a", "unknown", ["b"], () => unknown), row("b", "healthy", [])];
  expect(serviceMap(rows, null).nodes[0].figures).toBe("");
});

describe("without a dependency there is no picture", () => {
  test("of anybody: nothing is configured", () => {
    const map = serviceMap([row("a", "healthy", []), row("b", "down", [])], "a");
    expect([map.nodes, map.configured, map.origins]).toEqual([[], false, []]);
  });
  test("of this service: others are", () => {
    const map = serviceMap(WORLD, "idle");
    expect([map.nodes, map.configured]).toEqual([[], true]);
  });
});

test("of too many only the nearest are drawn, and the rest counted", () => {
  const chain = Array.from({ length: 60 }, (_, at) => row(`s${String(at).padStart(2, "0")}`, "healthy", at < 59 ? [`s${String(at + 1).padStart(2, "0")}`] : [])); // prettier-ignore
  const map = serviceMap(chain, "s30");
  expect([names(map.nodes), map.leftOut]).toEqual([["s29", "s30", "s31"], 57]);
});
