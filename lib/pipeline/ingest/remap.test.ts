import { describe, expect, test } from "vitest";
import { builtInPolicy, BUILT_IN_MAPPING, mappingWith, rowsOf, sendOtlp, sendRemoteWrite, tenSecond, T0_MS, nanos } from "./fold.fixture"; // prettier-ignore
import { changePolicy, decodePolicyRecord, encodePolicyRecord, mappingText } from "./policy-record";
import { encodeIngestRecord } from "./log-record";
import { rule, target } from "./mapping/rules/rule-writing";
import type { MappingSet } from "@/lib/domain/series-plan";
import { SECOND_MS } from "@/lib/domain/window";
import { DEFAULT_ADMISSION_LIMITS } from "./admission/admission";
import { Fold } from "@/lib/pipeline/aggregate/fold/fold";
import { encodeCheckpoint, restoreCheckpoint } from "@/lib/pipeline/aggregate/fold/fold-checkpoint";

const own = (key: string, name: string, ...targets: Parameters<typeof rule>[2][]) => ({
  ...rule(key, { name }, ...targets),
  priority: 50,
});
const SALES_AS_ORDERS = mappingWith(own("sales", "shop_sales_total", target("orders", "increase")));
const SALES_AS_CUSTOMERS = mappingWith(own("sales", "shop_sales_total", target("new_customers", "increase")));
const HOSTS_AS_SERVERS = mappingWith(own("hosts", "hosts", target("servers", "total")));

const at = (second: number) => T0_MS + second * SECOND_MS;
const change = (second: number, mapping: MappingSet) =>
  ({ kind: "mapping", atMs: at(second), text: mappingText(mapping) }) as const;
const send = (fold: Fold, name: string, second: number, value: number, labels = {}) =>
  sendRemoteWrite(
    fold,
    [{ labels: { __name__: name, region: "r", service: "s", ...labels }, samples: [[at(second), value]] }],
    at(second),
  );

describe("a changed mapping takes effect for series that are known", () => {
  test("an unmapped counter is used from its next increase on, and its name leaves the list", () => {
    const fold = new Fold(builtInPolicy());
    send(fold, "shop_sales_total", 1, 100);
    expect(fold.take().unmapped).toMatchObject([{ name: "shop_sales_total", seriesCount: 1, samples: 1 }]);
    changePolicy(fold, change(2, SALES_AS_ORDERS));
    expect(fold.unmapped.take()).toMatchObject([{ name: "shop_sales_total", seriesCount: 0 }]);
    expect(send(fold, "shop_sales_total", 3, 150).folded).toBe(1);
    send(fold, "shop_sales_total", 4, 157);
    expect(tenSecond(rowsOf(fold, at(5)), "orders")).toEqual([[0, 7, 1]]);
  });

  test("a mapped counter goes on without a gap under its other metric", () => {
    const fold = new Fold(builtInPolicy(undefined, SALES_AS_ORDERS));
    send(fold, "shop_sales_total", 1, 100);
    send(fold, "shop_sales_total", 2, 110);
    changePolicy(fold, change(2, SALES_AS_CUSTOMERS));
    send(fold, "shop_sales_total", 3, 125);
    const rows = rowsOf(fold, at(5));
    expect(tenSecond(rows, "orders")).toEqual([[0, 10, 1]]);
    expect(tenSecond(rows, "new_customers")).toEqual([[0, 15, 1]]);
  });

  test("what was not used for a while begins anew: the time without a rule is not made up for", () => {
    const fold = new Fold(builtInPolicy(undefined, SALES_AS_ORDERS));
    send(fold, "shop_sales_total", 1, 100);
    changePolicy(fold, change(2, BUILT_IN_MAPPING));
    send(fold, "shop_sales_total", 3, 900);
    changePolicy(fold, change(4, SALES_AS_ORDERS));
    send(fold, "shop_sales_total", 5, 1_000);
    send(fold, "shop_sales_total", 6, 1_001);
    expect(tenSecond(rowsOf(fold, at(7)), "orders")).toEqual([[0, 1, 1]]);
  });

  test("totals count what is mapped when a window closes", () => {
    const fold = new Fold(builtInPolicy());
    send(fold, "hosts", 1, 40);
    changePolicy(fold, change(12, HOSTS_AS_SERVERS));
    send(fold, "hosts", 13, 42);
    fold.advance(at(21));
    changePolicy(fold, change(22, BUILT_IN_MAPPING));
    fold.advance(at(41));
    expect(tenSecond(rowsOf(fold, at(42)), "servers")).toEqual([[10, 42, 1]]);
  });

  test("buckets find their histogram again", () => {
    const fold = new Fold(builtInPolicy());
    const buckets = (second: number) => {
      send(fold, "http_request_duration_seconds_bucket", second, second, { le: "0.1" });
      send(fold, "http_request_duration_seconds_bucket", second, 2 * second, { le: "+Inf" });
    };
    buckets(1);
    changePolicy(fold, change(2, SALES_AS_ORDERS));
    buckets(3);
    const latency = rowsOf(fold, at(5)).find((row) => row.metric === "latency" && row.service === "s");
    expect(latency?.histogram?.count).toBe(4);
    expect(latency?.histogram?.countAtOrBelow(100)).toBeCloseTo(2, 9);
  });

  test("a rule gives no more regions than are taken", () => {
    const limits = { ...DEFAULT_ADMISSION_LIMITS, maxRegions: 2 };
    const fold = new Fold(builtInPolicy(limits));
    for (const zone of ["a", "b", "c"]) send(fold, "hosts", 1, 1, { zone });
    const byZone = {
      ...own("hosts", "hosts", target("servers", "total")),
      scope: { region: { labels: ["zone"] } },
    };
    changePolicy(fold, change(2, mappingWith(byZone)));
    fold.take();
    const outcomes = ["a", "b", "c"].map((zone) => send(fold, "hosts", 3, 1, { zone }).folded);
    expect(outcomes).toEqual([1, 1, 0]);
    expect(fold.take().unmapped).toMatchObject([{ name: "hosts", reason: "scope-refused" }]);
  });
});

test("a record of the log is told from a request and comes back as it was", () => {
  const record = change(1, SALES_AS_ORDERS);
  expect(decodePolicyRecord(Buffer.concat(encodePolicyRecord(record)))).toEqual(record);
  const request = {
    receivedAtMs: 1,
    keyId: "k",
    demo: false,
    protocol: "remote-write",
    gzip: false,
  } as const;
  const payload = Buffer.concat(encodeIngestRecord({ ...request, body: Buffer.from("x") }));
  expect(decodePolicyRecord(payload)).toBeNull();
});

test("a text that is no mapping leaves the one in force", () => {
  const fold = new Fold(builtInPolicy(undefined, SALES_AS_ORDERS));
  send(fold, "shop_sales_total", 1, 100);
  expect(() => changePolicy(fold, { kind: "mapping", atMs: at(2), text: "{}" })).toThrow();
  send(fold, "shop_sales_total", 3, 101);
  expect(tenSecond(rowsOf(fold, at(5)), "orders")).toEqual([[0, 1, 1]]);
});

/** A life of changes; a cut after any step, with what a checkpoint holds, must make no difference. */
const STEPS: readonly ((fold: Fold) => void)[] = [
  ...[0, 1, 2].map((n) => (fold: Fold) => everything(fold, 2 * n + 1)),
  (fold) => changePolicy(fold, change(7, SALES_AS_ORDERS)),
  ...[4, 5].map((n) => (fold: Fold) => everything(fold, 2 * n + 1)),
  (fold) => changePolicy(fold, change(12, mappingWith())),
  (fold) => everything(fold, 13),
  (fold) => changePolicy(fold, change(14, HOSTS_AS_SERVERS)),
  ...[8, 9, 10].map((n) => (fold: Fold) => everything(fold, 2 * n + 1)),
  (fold) => changePolicy(fold, change(22, SALES_AS_CUSTOMERS)),
  ...[12, 13, 14, 15].map((n) => (fold: Fold) => everything(fold, 2 * n + 1)),
];

function everything(fold: Fold, second: number): void {
  send(fold, "shop_sales_total", second, 10 * second + 1 / 3);
  send(fold, "http_requests_total", second, 7 * second);
  send(fold, "hosts", second, 20 + second);
  send(fold, "server_count", second, 5 + second);
  send(fold, "http_request_duration_seconds_bucket", second, second, { le: "0.1" });
  send(fold, "http_request_duration_seconds_bucket", second, 3 * second, { le: "+Inf" });
  const point = { timeUnixNano: nanos(second), count: 2 * second, sum: second, scale: 5, positive: { offset: 0, bucketCounts: [second, second] } }; // prettier-ignore
  const exponentialHistogram = { aggregationTemporality: 2, dataPoints: [point] };
  sendOtlp(fold, [{ name: "http.server.request.duration", exponentialHistogram }], at(second));
}

const shown = (fold: Fold) =>
  rowsOf(fold, at(60))
    .map(({ histogram, ...row }) => ({ ...row, tier: row.tier.name, values: histogram?.count ?? null }))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

test.each(STEPS.map((_, n) => n))("a checkpoint after step %i goes on as if nothing had happened", (cut) => {
  const whole = new Fold(builtInPolicy());
  for (const [n, step] of STEPS.entries()) {
    step(whole);
    if (n === cut) whole.take();
  }
  whole.advance(at(60));

  const before = new Fold(builtInPolicy());
  for (const step of STEPS.slice(0, cut + 1)) step(before);
  before.take();
  // The database may say something else by now: the checkpoint knows which mapping was in force.
  const after = new Fold(builtInPolicy(undefined, SALES_AS_CUSTOMERS));
  restoreCheckpoint(after, encodeCheckpoint(before));
  for (const step of STEPS.slice(cut + 1)) step(after);
  after.advance(at(60));
  // Before the first change nothing was recorded: then what the database says is all there is.
  if (before.policy.recordedMapping() === null) return expect(cut).toBeLessThan(3);
  expect(shown(after)).toEqual(shown(whole));
});
