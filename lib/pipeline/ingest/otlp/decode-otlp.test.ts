import { describe, expect, it } from "vitest";
import { Instrument } from "@/lib/domain/sample";
import { isStaleMarker } from "@/lib/domain/stale-marker";
import { decodeOtlpJson } from "./decode-otlp-json";
import {
  attribute,
  ENCODINGS,
  encodeJson,
  identityOf,
  labelsOf,
  type OtlpJson,
  requestOf,
} from "./otlp-request.fixture";

const TIME_MS = 1_790_000_000_123;
const timeUnixNano = "1790000000123999999";
const startTimeUnixNano = "1789999999999999999";
const point = { timeUnixNano, startTimeUnixNano, asDouble: 2.5 };
const NO_VALUE = { timeUnixNano, flags: 1 };
const [UNSPECIFIED, DELTA, CUMULATIVE] = [0, 1, 2];

const gauge = (...dataPoints: OtlpJson[]): OtlpJson => ({ name: "g", gauge: { dataPoints } });
const sum = (aggregationTemporality: number, isMonotonic: boolean, ...dataPoints: OtlpJson[]): OtlpJson => ({
  name: "s",
  sum: { aggregationTemporality, isMonotonic, dataPoints },
});

describe.each(ENCODINGS)("an OTLP request in $encoding", ({ encode, decode }) => {
  const decoded = (...metrics: OtlpJson[]) => decode(encode(requestOf(metrics)));

  it("has nothing in it when it is empty", () => {
    expect(decode(encode({}))).toMatchObject({ seriesCount: 0, histograms: null, refused: new Map() });
  });

  it("gives times in ms, rounded down, and 0 where they are unknown", () => {
    const batch = decoded(gauge(point, { asDouble: 1 }));
    expect([...batch.timesMs]).toEqual([TIME_MS, 0]);
    expect([...batch.startsMs!]).toEqual([1_789_999_999_999, 0]);
  });

  it.each([
    [{ asDouble: 2.5 }, 2.5],
    [{ asDouble: 0 }, 0],
    [{ asInt: "42" }, 42],
    [{ asInt: "-9007199254740991" }, Number.MIN_SAFE_INTEGER],
    [{ asInt: 0 }, 0],
    [{ asDouble: "Infinity" }, Infinity],
    [{ asDouble: "NaN" }, NaN],
  ])("gives the value of %j", (value, expected) => {
    const batch = decoded(gauge({ timeUnixNano, ...value }));
    expect([...batch.values]).toEqual([expected]);
    expect(isStaleMarker(batch.values, 0)).toBe(false);
  });

  it("writes the stale marker where a series has ended, and refuses a point that says nothing", () => {
    const batch = decoded(gauge(point, NO_VALUE, { timeUnixNano }));
    expect([0, 1].map((i) => isStaleMarker(batch.values, i))).toEqual([false, true]);
    expect(batch.seriesCount).toBe(2);
    expect(batch.refused).toEqual(new Map([["no-value", 1]]));
  });

  it.each([
    ["gauge", gauge(point), Instrument.gauge],
    ["cumulative counter", sum(CUMULATIVE, true, point), Instrument.counterCumulative],
    ["delta counter", sum(DELTA, true, point), Instrument.counterDelta],
    ["cumulative up-down counter", sum(CUMULATIVE, false, point), Instrument.gauge],
    ["counter of no temporality", sum(UNSPECIFIED, true, point), Instrument.counterCumulative],
    ["up-down counter of no temporality", sum(UNSPECIFIED, false, point), Instrument.gauge],
  ])("knows a %s", (_, metric, instrument) => {
    expect([...decoded(metric).instrument]).toEqual([instrument]);
  });

  it("refuses a delta up-down counter by point", () => {
    const batch = decoded(sum(DELTA, false, point, point), gauge(point));
    expect(batch.seriesCount).toBe(1);
    expect(batch.refused).toEqual(new Map([["delta-up-down-unsupported", 2]]));
  });

  it("gives the resource's attributes, the point's over them, name and unit as labels", () => {
    const metric = {
      ...gauge({
        ...point,
        attributes: [attribute("zone", "b"), attribute("host.name", "mine"), attribute("__name__", "x")],
      }),
      unit: "By",
    };
    const resource = [
      attribute("host.name", "theirs"),
      attribute("cloud.region", "eu"),
      attribute("__unit__", "x"),
    ];
    expect(labelsOf(decode(encode(requestOf([metric], resource))), 0)).toEqual({
      __name__: "g",
      __unit__: "By",
      "cloud.region": "eu",
      "host.name": "mine",
      zone: "b",
    });
  });

  it.each([
    [{ stringValue: "Zürich 🚀" }, "Zürich 🚀"],
    [{ stringValue: "" }, ""],
    [{ boolValue: false }, "false"],
    [{ intValue: "200" }, "200"],
    [{ intValue: "-9223372036854775807" }, "-9223372036854775807"],
    [{ doubleValue: 1.5 }, "1.5"],
    [{ arrayValue: { values: [{ stringValue: "a" }, { intValue: "2" }, {}] } }, '["a",2,null]'],
    [{ kvlistValue: { values: [{ key: "k", value: { boolValue: true } }] } }, '{"k":true}'],
    [{ bytesValue: "aGk=" }, "aGk="],
    [{}, ""],
  ])("gives the attribute %j as text", (value, text) => {
    const batch = decoded(gauge({ ...point, attributes: [{ key: "a", value }] }));
    expect(labelsOf(batch, 0).a).toBe(text);
  });

  it("identifies a series by its labels in any order, its name and its kind, not by its scope", () => {
    const [a, b] = [attribute("a", "1"), attribute("b", "2")];
    const scoped = (name: string, ...metrics: OtlpJson[]) => ({ scope: { name }, metrics });
    const ab = gauge({ ...point, attributes: [a, b] });
    const scopeMetrics = [
      scoped("one", ab),
      scoped("two", gauge({ ...point, attributes: [b, a] })),
      scoped("two", { ...ab, name: "other" }),
      scoped("two", { name: "g", sum: sum(CUMULATIVE, true, { ...point, attributes: [a, b] }).sum }),
      scoped("two", gauge({ ...point, attributes: [a] })),
    ];
    const batch = decode(encode({ resourceMetrics: [{ scopeMetrics }] }));
    const [first, second, ...others] = [0, 1, 2, 3, 4].map((i) => identityOf(batch, i));
    expect(second).toBe(first);
    expect(new Set([first, ...others]).size).toBe(4);
    expect(first.startsWith("01")).toBe(true);
  });

  it("keeps a summary as Prometheus has it", () => {
    const quantileValues = [
      { quantile: 0.5, value: 10 },
      { quantile: 0.99, value: 90 },
    ];
    const summary = {
      dataPoints: [
        { timeUnixNano, count: "7", sum: 99.5, quantileValues, attributes: [attribute("a", "1")] },
      ],
    };
    const batch = decoded({ name: "rpc", unit: "ms", summary });
    expect([0, 1, 2, 3].map((i) => labelsOf(batch, i))).toEqual([
      { __name__: "rpc_sum", __unit__: "ms", a: "1" },
      { __name__: "rpc_count", a: "1" },
      { __name__: "rpc", __unit__: "ms", a: "1", quantile: "0.5" },
      { __name__: "rpc", __unit__: "ms", a: "1", quantile: "0.99" },
    ]);
    expect([...batch.values]).toEqual([99.5, 7, 10, 90]);
    expect([...batch.instrument]).toEqual([2, 2, 1, 1]);
  });

  it("puts histograms beside the numbers, and refuses bad ones alone", () => {
    const good = { timeUnixNano, count: "3", sum: 1.5, explicitBounds: [1], bucketCounts: ["2", "1"] };
    const bad = { ...good, count: "4" };
    const histogram = { aggregationTemporality: DELTA, dataPoints: [bad, good, { ...good, flags: 1 }] };
    const positive = { offset: -2, bucketCounts: ["1", "0", "2"] };
    const dataPoints = [{ timeUnixNano, count: "4", zeroCount: "1", scale: 5, positive }];
    const exponentialHistogram = { aggregationTemporality: CUMULATIVE, dataPoints };
    const batch = decoded(gauge(point), { name: "h", histogram }, { name: "e", exponentialHistogram });
    expect([...batch.instrument]).toEqual([
      Instrument.gauge,
      Instrument.histogramDelta,
      Instrument.histogramCumulative,
    ]);
    expect(batch.histograms).toEqual([
      null,
      { count: 3, sum: 1.5, exponential: null, explicit: { bounds: [1], counts: [2, 1] } },
      {
        count: 4,
        sum: null,
        explicit: null,
        exponential: { scale: 5, offset: -2, counts: [1, 0, 2], zeroCount: 1 },
      },
    ]);
    expect(batch.refused).toEqual(
      new Map([
        ["invalid-histogram", 1],
        ["no-value", 1],
      ]),
    );
  });

  it("passes over what later versions may add", () => {
    const metric = { ...gauge({ ...point, exemplars: [{ asDouble: 1 }] }), description: "d", metadata: [] };
    expect(decode(encode({ ...requestOf([metric]), later: 1 })).seriesCount).toBe(1);
    expect(decoded({ name: "of a kind to come" }).seriesCount).toBe(0);
  });
});

describe("an OTLP request in JSON", () => {
  it("may name its temporality, send integers as numbers, and null for what is not there", () => {
    const named = {
      name: "s",
      sum: {
        aggregationTemporality: "AGGREGATION_TEMPORALITY_DELTA",
        isMonotonic: true,
        dataPoints: [point],
      },
    };
    const plain = gauge({
      timeUnixNano: 1_790_000_000_000_000_000,
      asInt: 7,
      asDouble: null,
      attributes: null,
    });
    const batch = decodeOtlpJson(encodeJson(requestOf([named, plain])));
    expect([...batch.instrument]).toEqual([Instrument.counterDelta, Instrument.gauge]);
    expect([batch.timesMs[1], batch.values[1]]).toEqual([1_790_000_000_000, 7]);
  });

  const at = "resourceMetrics[0].scopeMetrics[0].metrics[0]";
  it.each([
    [{ resourceMetrics: {} }, "resourceMetrics must be a list"],
    [{ resourceMetrics: [1] }, "resourceMetrics[0] must be an object"],
    [requestOf([{ name: 1 }]), `${at}.name must be a string`],
    [requestOf([{ name: "g", gauge: [] }]), `${at}.gauge must be an object`],
    [requestOf([gauge(point, { asDouble: "x" })]), `${at}.dataPoints[1].asDouble must be a number`],
    [requestOf([gauge({ asInt: 1.5 })]), `${at}.dataPoints[0].asInt must be an integer`],
    [requestOf([gauge({ asInt: "99999999999999999999" })]), `${at}.dataPoints[0].asInt must fit 64 bits`],
    [requestOf([gauge({ timeUnixNano: "-1" })]), `${at}.dataPoints[0].timeUnixNano must not be negative`],
    [requestOf([sum(DELTA, "yes" as never)]), `${at}.isMonotonic must be true or false`],
    [
      requestOf([gauge({ ...point, attributes: [{ key: "k", value: { intValue: {} } }] })]),
      `${at}.dataPoints[0].attributes[0].intValue must be an integer`,
    ],
  ])("names the place of what is wrong in %j", (request, problem) => {
    expect(() => decodeOtlpJson(encodeJson(request))).toThrow(
      expect.objectContaining({ code: "bad-request", publicText: `Not a valid OTLP request: ${problem}.` }),
    );
  });

  it.each(["", "[]", "null", '"text"', "{", '{"resourceMetrics":[}'])("refuses %j", (text) => {
    expect(() => decodeOtlpJson(Buffer.from(text))).toThrow(expect.objectContaining({ code: "bad-request" }));
  });
});
