import { describe, expect, test } from "vitest";
import type { Deployment } from "@/lib/domain/deployment";
import { MINUTE_MS } from "@/lib/domain/window";
import { callsTo } from "./group-signal";
import { rankSuspects } from "./rank-suspects";
import { signalOf, STARTED_MS } from "./signals.fixture";

const CALLS = callsTo([
  { name: "app", dependencies: ["shop"] },
  { name: "shop", dependencies: ["cart"] },
  { name: "cart", dependencies: [] },
  { name: "news", dependencies: [] },
  { name: "ping", dependencies: ["pong"] },
  { name: "pong", dependencies: ["ping"] },
]);

const change = (minutesBefore: number, of: Partial<Deployment> = {}): Deployment => ({
  ...{
    id: `${of.service === undefined ? "shop" : (of.service ?? "all")}-${minutesBefore}`,
    externalId: null,
    source: "api",
    service: "shop",
    region: "eu",
  },
  ...{ environment: "production", kind: "deploy", outcome: "succeeded", version: "1.2", url: null },
  ...{ commit: null, committedAtMs: null, description: null, demo: false, recordedAtMs: 0, recordedBy: "ci" },
  deployedAtMs: STARTED_MS - minutesBefore * MINUTE_MS,
  ...of,
});
const shop = signalOf({ service: "shop" });
const kinds = (...of: Parameters<typeof rankSuspects>) =>
  rankSuspects(...of).map(({ kind, what }) => `${kind} ${what}`);
const suspectedIds = (signals: Parameters<typeof rankSuspects>[0], changes: readonly Deployment[]) =>
  rankSuspects(signals, changes, CALLS).flatMap(({ deploymentId }) => deploymentId ?? []);

describe("changes", () => {
  test.each<[string, Deployment, boolean]>([
    ["an hour before", change(60), true],
    ["longer before", change(61), false],
    ["at that moment", change(0), true],
    ["after it", change(-1), false],
    ["elsewhere", change(5, { region: "us" }), false],
    ["of all regions", change(5, { region: null }), true],
    ["of all services", change(5, { service: null }), true],
    ["in what it depends on", change(5, { service: "cart" }), true],
    ["in what depends on it", change(5, { service: "app" }), false],
    ["in what has nothing to do with it", change(5, { service: "news" }), false],
  ])("%s: suspected or not", (_, one, suspected) => {
    expect(suspectedIds([shop, signalOf({ service: "shop" }, 30)], [one])).toEqual(suspected ? [one.id] : []);
  });

  test("the nearest by calls come first, of equally near ones the latest", () => {
    const changes = [change(1, { service: "cart" }), change(50), change(2), change(3, { service: null })];
    expect(suspectedIds([shop], changes)).toEqual(["shop-2", "all-3", "shop-50", "cart-1"]);
  });

  test("of services are those of the region that is wrong as a whole", () => {
    const [suspect] = rankSuspects([signalOf({ service: null })], [change(4, { service: "news" })], CALLS);
    expect(suspect).toMatchObject({
      what: "deploy news 1.2",
      evidence: "4 min before the first signal, of a service in eu.",
    });
  });

  test("say when, how near, and how they ended", () => {
    const changes = [
      change(2, { outcome: "failed" }),
      change(4, { service: "cart", kind: "feature_flag", version: null, outcome: "in_progress" }),
    ];
    expect(
      rankSuspects([signalOf({ service: "app" }), shop], changes, CALLS).map((each) => [
        each.what,
        each.evidence,
      ]),
    ).toEqual([
      ["deploy shop 1.2", "2 min before the first signal, in shop in eu itself; it failed."],
      [
        "feature flag cart",
        "4 min before the first signal, in what shop depends on, 1 call away; it was in progress.",
      ],
      ["shop", "app calls it, and it calls none of the services of this incident."],
    ]);
  });

  test("are ten at most", () => {
    expect(
      suspectedIds(
        [shop],
        Array.from({ length: 20 }, (_, minutes) => change(minutes)),
      ),
    ).toHaveLength(10);
  });
});

describe("without a change", () => {
  const at = (service: string | null, minutes: number) => signalOf({ service }, minutes);
  test.each<[string, ReturnType<typeof at>[], string[]]>([
    ["nothing is known of no signals", [], []],
    ["one place alone tells nothing", [at("cart", 0), at("cart", 5)], []],
    [
      "what others call is suspected before what was first",
      [at("app", 0), at("shop", 1), at("cart", 2)],
      ["upstream cart", "first-mover app in eu"],
    ],
    ["unrelated ones have no upstream", [at("cart", 0), at("news", 1)], ["first-mover cart in eu"]],
    ["who call each other are not told apart", [at("ping", 0), at("pong", 0)], []],
    ["who began together were not first", [at("cart", 0), at("news", 0)], []],
    ["a region can be first", [at(null, 0), at("news", 1)], ["first-mover eu"]],
  ])("%s", (_, signals, expected) => expect(kinds(signals, [], CALLS)).toEqual(expected));

  test("the evidence names who calls and who came next", () => {
    expect(
      rankSuspects([at("cart", 3), at("shop", 1), at("app", 0)], [], CALLS).map(({ evidence }) => evidence),
    ).toEqual([
      "app and shop call it, and it calls none of the services of this incident.",
      "It was wrong first (app in eu is slow), 1 min before shop in eu.",
    ]);
  });
});
