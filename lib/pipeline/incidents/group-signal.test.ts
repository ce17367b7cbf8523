import { describe, expect, test } from "vitest";
import type { IncidentPlace, NewSignal } from "@/lib/domain/incident";
import { MINUTE_MS } from "@/lib/domain/window";
import { callsTo, placeSignal, type GroupCandidate } from "./group-signal";
import { signalOf, STARTED_MS } from "./signals.fixture";

/** app → shop → cart → db, app → feed → store; news is by itself. */
const calls = callsTo(
  [
    ["app", ["shop", "feed"]],
    ["shop", ["cart"]],
    ["cart", ["db"]],
    ["db", []],
    ["feed", ["store"]],
    ["store", []],
    ["news", []],
  ].map(([name, dependencies]) => ({ name: name as string, dependencies: dependencies as string[] })),
);
const at = (service: string | null, region: string | null = "eu"): IncidentPlace => ({ region, service });
const incident = (id: string, places: IncidentPlace[], of: Partial<GroupCandidate> = {}): GroupCandidate => ({
  ...{ id, places, groupKeys: [], detectedMs: STARTED_MS, firstMs: STARTED_MS, newestMs: STARTED_MS },
  ...of,
});
const placed = (signal: Partial<NewSignal>, minutes: number, ...candidates: GroupCandidate[]) => {
  const placement = placeSignal(signalOf(signal, minutes), candidates, calls);
  return placement.kind === "new" ? "new" : placement.incidentId;
};

describe("a signal is of the incident", () => {
  test.each<readonly [string, Partial<NewSignal>, number, IncidentPlace[], "a" | "new"]>([
    ["of its own place, however much later", { service: "cart" }, 300, [at("cart")], "a"],
    ["of what it calls", { service: "shop" }, 5, [at("cart")], "a"],
    ["of what it calls through others", { service: "app" }, 5, [at("db")], "a"],
    ["of what calls it", { service: "db" }, 5, [at("shop")], "a"],
    ["of its region", { service: null }, 5, [at("cart")], "a"],
    ["of its region as a whole", { service: "cart" }, 5, [at(null)], "a"],
    ["of the same service elsewhere", { service: "cart", region: "us" }, 5, [at("cart")], "a"],
    ["of a service everywhere", { service: "cart" }, 5, [at("cart", null)], "a"],
    ["of the platform", { service: "cart" }, 5, [at(null, null)], "a"],
    [
      "but not of another service that only has a caller in common",
      { service: "store" },
      5,
      [at("cart")],
      "new",
    ],
    ["nor of one that has nothing to do with it", { service: "news" }, 5, [at("cart")], "new"],
    ["nor of what it calls elsewhere", { service: "shop", region: "us" }, 5, [at("cart")], "new"],
    ["nor of another region", { service: null, region: "us" }, 5, [at(null)], "new"],
    ["nor of what it calls, long after", { service: "shop" }, 16, [at("cart")], "new"],
    ["nor long before", { service: "shop" }, -16, [at("cart")], "new"],
  ])("%s", (_, signal, minutes, places, expected) => {
    expect(placed(signal, minutes, incident("a", places))).toBe(expected);
  });

  test("that is nearest: of its place, then by calls, then of its region; of equally near ones the later", () => {
    const [own, near, far] = [
      incident("own", [at("shop")]),
      incident("near", [at("cart")]),
      incident("far", [at("db")]),
    ];
    const region = incident("region", [at(null)]);
    expect(placed({ service: "shop" }, 5, region, far, near, own)).toBe("own");
    expect(placed({ service: "shop" }, 5, region, far, near)).toBe("near");
    expect(placed({ service: "shop" }, 5, region, far)).toBe("far");
    const later = incident("later", [at("store")], { firstMs: STARTED_MS + MINUTE_MS });
    expect(
      placed({ service: "app" }, 5, incident("sooner", [at("cart")], { places: [at("shop")] }), later),
    ).toBe("sooner");
    expect(placed({ service: null }, 5, near, later)).toBe("later");
  });

  test("of its sender's group, where it says no place", () => {
    const grouped = incident("a", [at("cart")], { groupKeys: ["{}:{job=x}"] });
    const nowhere = { region: null, service: null };
    expect(placed({ ...nowhere, groupKey: "{}:{job=x}" }, 5, grouped)).toBe("a");
    expect(placed({ ...nowhere, groupKey: "other" }, 5, grouped)).toBe("new");
    expect(placed(nowhere, 5, incident("b", []))).toBe("new");
  });
});

describe("what everything of an incident waits for", () => {
  const waiting = [incident("b", [at("shop")], { detectedMs: STARTED_MS + 1 }), incident("a", [at("app")])];
  test("is its cause, and of all others that wait for it: they are parts of the oldest", () => {
    expect(placeSignal(signalOf({ service: "db" }, 1), waiting, calls)).toEqual({
      ...{ kind: "of", incidentId: "a", isCause: true, merged: ["b"] },
    });
  });
  test("joins none that began long before, nor one elsewhere", () => {
    const [b] = waiting;
    const old = incident("old", [at("app")], { firstMs: 0, newestMs: 0 });
    const us = incident("us", [at("app", "us")]);
    expect(placeSignal(signalOf({ service: "db" }, 1), [b!, old, us], calls)).toEqual({
      ...{ kind: "of", incidentId: "b", isCause: true, merged: [] },
    });
  });
  test("a caller of two causes joins one, and merges nothing", () => {
    const causes = [incident("a", [at("cart")]), incident("b", [at("store")])];
    expect(placeSignal(signalOf({ service: "app" }, 1), causes, calls)).toMatchObject({
      isCause: false,
      merged: [],
    });
  });
});

test("calls in a circle are walked once", () => {
  const circle = callsTo([
    { name: "a", dependencies: ["b"] },
    { name: "b", dependencies: ["a", "gone"] },
  ]);
  expect([...circle.get("a")!]).toEqual([
    ["b", 1],
    ["gone", 2],
  ]);
});
