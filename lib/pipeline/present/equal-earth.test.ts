import { geoEqualEarth } from "d3-geo";
import { describe, expect, it } from "vitest";
import { CENTRAL_MERIDIAN_DEGREES, MAP, placeOnMap } from "./equal-earth";

const PLACES = [
  ["Virginia", -77.5, 38.9],
  ["Oregon", -119.7, 45.8],
  ["Dublin", -6.3, 53.3],
  ["Singapore", 103.8, 1.35],
  ["Tokyo", 139.7, 35.7],
  ["São Paulo", -46.6, -23.5],
  ["Sydney", 151.2, -33.9],
  ["Wellington, beyond the middle of the far side", 174.8, -41.3],
  ["Chukotka, west of the date line", -173, 66],
  ["null island", 0, 0],
] as const;

describe("placeOnMap", () => {
  const d3 = geoEqualEarth().scale(MAP.scale).translate(MAP.translate).rotate([-CENTRAL_MERIDIAN_DEGREES, 0]);

  it.each(PLACES)("lays %s where the land is drawn", (_, longitude, latitude) => {
    const [x, y] = d3([longitude, latitude]) ?? [NaN, NaN];
    const placed = placeOnMap(longitude, latitude);
    expect(placed.x * MAP.width).toBeCloseTo(x, 6);
    expect(placed.y * MAP.height).toBeCloseTo(y, 6);
  });

  it.each([
    ["the north pole", 0, 90, "y", 0],
    ["the south pole", 0, -90, "y", 1],
  ] as const)("keeps %s on the edge", (_, longitude, latitude, axis, at) => {
    expect(placeOnMap(longitude, latitude)[axis]).toBe(at);
  });
});
