import { describe, expect, it } from "vitest";
import { exampleCatalogRegion, exampleRegionRow } from "@/lib/testing/example-regions";
import { MAP } from "./equal-earth";
import { markDiameter, worldMap, type MapMark } from "./world-map";

/** Code, latitude, longitude, requests a second. */
const CLOUD: readonly (readonly [string, number, number, number])[] = [
  ["us-east-1", 38.9, -77.5, 841_000],
  ["us-east-2", 40, -83, 90_000],
  ["us-west-1", 37.4, -121.9, 50_000],
  ["us-west-2", 45.8, -119.7, 257_000],
  ["ca-central-1", 45.5, -73.6, 30_000],
  ["sa-east-1", -23.5, -46.6, 80_000],
  ["eu-west-1", 53.3, -6.3, 603_000],
  ["eu-west-2", 51.5, -0.1, 120_000],
  ["eu-west-3", 48.9, 2.4, 60_000],
  ["eu-central-1", 50.1, 8.7, 210_000],
  ["eu-north-1", 59.3, 18.1, 20_000],
  ["eu-south-1", 45.5, 9.2, 15_000],
  ["af-south-1", -33.9, 18.4, 12_000],
  ["me-south-1", 26.1, 50.6, 22_000],
  ["ap-south-1", 19.1, 72.9, 190_000],
  ["ap-southeast-1", 1.35, 103.8, 477_000],
  ["ap-southeast-2", -33.9, 151.2, 60_000],
  ["ap-east-1", 22.3, 114.2, 44_000],
  ["ap-northeast-1", 35.7, 139.7, 352_000],
  ["ap-northeast-2", 37.6, 127, 70_000],
];
const FIVE = ["us-east-1", "us-west-2", "eu-west-1", "ap-southeast-1", "ap-northeast-1"];

function mapOf(codes: readonly string[]) {
  const some = CLOUD.filter(([code]) => codes.includes(code));
  return worldMap(
    some.map(([code, , , requestsPerSecond]) => exampleRegionRow(code, { requestsPerSecond })),
    some.map(([code, latitude, longitude]) => exampleCatalogRegion(code, { latitude, longitude })),
  );
}

describe("worldMap", () => {
  it("places a region, says its state and traffic, and keeps the catalogue's name", () => {
    const { marks, unplaced } = worldMap(
      [exampleRegionRow("eu-west-1", { status: "degraded", requestsPerSecond: 603_000 })],
      [exampleCatalogRegion("eu-west-1", { name: "Dublin", latitude: 53.3, longitude: -6.3 })],
    );
    expect(unplaced).toEqual([]);
    expect(marks).toHaveLength(1);
    expect(marks[0]).toMatchObject({
      name: "Dublin",
      sized: true,
      line: "Degraded · 603\u2009k/s",
      state: { word: "Degraded", shape: "triangle" },
      wide: { diameterPx: 54, side: "right" },
    });
    expect(marks[0].x).toBeCloseTo(0.46, 2);
    expect(marks[0].y).toBeCloseTo(0.13, 2);
  });

  it.each([
    ["no entry in the catalogue", []],
    ["no place", [exampleCatalogRegion("eu-west-1")]],
    ["half a place", [exampleCatalogRegion("eu-west-1", { latitude: 53 })]],
  ])("lists a region with %s as not placed", (_, catalog) => {
    const { marks, unplaced } = worldMap([exampleRegionRow("eu-west-1")], catalog);
    expect(marks).toEqual([]);
    expect(unplaced).toMatchObject([{ code: "eu-west-1", state: { word: "Healthy" } }]);
  });

  it("draws the equator and the prime meridian's place as a place, not as none", () => {
    const { marks } = worldMap(
      [exampleRegionRow("gulf")],
      [exampleCatalogRegion("gulf", { latitude: 0, longitude: 0 })],
    );
    expect(marks).toHaveLength(1);
  });

  it("draws smaller regions above larger ones, and one of unknown traffic at the least size", () => {
    const at = { latitude: 1, longitude: 1 };
    const { marks } = worldMap(
      [
        exampleRegionRow("mute", { requestsPerSecond: null, stale: true, status: "unknown" }),
        exampleRegionRow("small", { requestsPerSecond: 400 }),
        exampleRegionRow("large", { requestsPerSecond: 1_000 }),
      ],
      ["mute", "small", "large"].map((code) => exampleCatalogRegion(code, at)),
    );
    expect(marks.map(({ code, sized, line }) => [code, sized, line])).toEqual([
      ["large", true, "Healthy · 1.00\u2009k/s"],
      ["small", true, "Healthy · 400\u2009/s"],
      ["mute", false, "Stale"],
    ]);
  });

  it("finds room for the west's label in the hours in which the west is nearly as busy as the east", () => {
    const requests = { "us-east-1": 594_000, "us-west-2": 538_000, "eu-west-1": 304_000 };
    const { marks } = worldMap(
      Object.entries(requests).map(([code, requestsPerSecond]) =>
        exampleRegionRow(code, { requestsPerSecond }),
      ),
      CLOUD.map(([code, latitude, longitude]) => exampleCatalogRegion(code, { latitude, longitude })),
    );
    expect(marks.map(({ wide }) => wide.side)).not.toContain(null);
  });

  it.each([
    ["five regions", FIVE, 5, 4],
    ["twenty regions", CLOUD.map(([code]) => code), 12, 5],
  ] as const)("labels %s without covering a label or a mark", (_, codes, wideLabels, narrowLabels) => {
    const { marks } = mapOf(codes);
    for (const [size, widthPx, lines, least] of [
      ["wide", 600, 2, wideLabels],
      ["wide", 900, 2, wideLabels],
      ["narrow", 296, 1, narrowLabels],
    ] as const) {
      const labels = marks.filter((mark) => mark[size].side !== null);
      expect(labels.length, `${size} at ${widthPx} px`).toBeGreaterThanOrEqual(least);
      const covered = labels.flatMap((label) => {
        const box = labelBox(label, size, widthPx, lines);
        const others = [
          ...labels.filter((other) => other !== label).map((other) => labelBox(other, size, widthPx, lines)),
          ...marks.filter((other) => other !== label).map((other) => markBox(other, size, widthPx)),
        ];
        const share = others.reduce((sum, other) => sum + overlap(box, other), 0) / area(box);
        return share > 0.2 ? [`${label.code} ${share}`] : [];
      });
      expect(covered, `${size} at ${widthPx} px`).toEqual([]);
    }
  });
});

describe("markDiameter", () => {
  it.each([
    ["the busiest", 1_000, 1_000, 60],
    ["a quarter of the traffic has half of the diameter", 250, 1_000, 30],
    ["a trace can still be hit", 1, 1_000, 24],
    ["nothing", 0, 1_000, 24],
    ["not known", null, 1_000, 24],
    ["nobody has traffic", 0, 0, 24],
  ] as const)("%s", (_, requests, most, diameter) => {
    expect(markDiameter(requests, most, 60)).toBe(diameter);
  });
});

type Box = readonly [left: number, top: number, right: number, bottom: number];

function markBox(mark: MapMark, size: "wide" | "narrow", widthPx: number): Box {
  const [x, y] = [mark.x * widthPx, (mark.y * widthPx * MAP.height) / MAP.width];
  const radius = mark[size].diameterPx / 2;
  return [x - radius, y - radius, x + radius, y + radius];
}

function labelBox(mark: MapMark, size: "wide" | "narrow", widthPx: number, lines: number): Box {
  const [left, top, right, bottom] = markBox(mark, size, widthPx);
  const side = mark[size].side ?? "right";
  const width = Math.max(mark.name.length * 7, lines === 2 ? mark.line.length * 6.3 : 0);
  const height = lines * 16;
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const startY = side.startsWith("below") ? bottom + 5 : side.startsWith("above") ? top - 5 - height : null;
  const startX = {
    right: right + 5,
    left: left - 5 - width,
    below: x - width / 2,
    above: x - width / 2,
    "below-right": left,
    "above-right": left,
    "below-left": right - width,
    "above-left": right - width,
  }[side];
  const fromY = startY ?? y - height / 2;
  return [startX, fromY, startX + width, fromY + height];
}

const area = ([left, top, right, bottom]: Box) => (right - left) * (bottom - top);

function overlap(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return width > 0 && height > 0 ? width * height : 0;
}
