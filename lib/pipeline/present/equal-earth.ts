/**
 * The Equal Earth projection (Šavrič, Patterson, Jenny 2018): areas are true, shapes look familiar. Written out here, so
 * that browsers can place a region without a map library; the land itself is drawn on the server with the same numbers.
 */
const A1 = 1.340264;
const A2 = -0.081106;
const A3 = 0.000893;
const A4 = 0.003796;
const M = Math.sqrt(3) / 2;
const RADIANS = Math.PI / 180;
const HALF_TURN_DEGREES = 180;
const TURN_DEGREES = 360;

/** The meridian in the middle: with it the cut runs through the Bering Strait and divides no land. */
export const CENTRAL_MERIDIAN_DEGREES = 11;
/** The map ends here: north of it is ice, south of it the Antarctic. */
const NORTH_DEGREES = 82;
const SOUTH_DEGREES = -56;

export interface MapPoint {
  readonly x: number;
  readonly y: number;
}

/** x and y of the sphere of radius 1, y to the north. */
function project(longitudeDegrees: number, latitudeDegrees: number): MapPoint {
  const lambda = RADIANS * wrapped(longitudeDegrees - CENTRAL_MERIDIAN_DEGREES);
  const l = Math.asin(M * Math.sin(RADIANS * latitudeDegrees));
  const l2 = l * l;
  const l6 = l2 * l2 * l2;
  return {
    x: (lambda * Math.cos(l)) / (M * (A1 + 3 * A2 * l2 + l6 * (7 * A3 + 9 * A4 * l2))),
    y: l * (A1 + A2 * l2 + l6 * (A3 + A4 * l2)),
  };
}

/** −180 to 180. */
function wrapped(degrees: number): number {
  const turned = (degrees + HALF_TURN_DEGREES) % TURN_DEGREES;
  return (turned < 0 ? turned + TURN_DEGREES : turned) - HALF_TURN_DEGREES;
}

const EDGE_X = Math.PI / (M * A1);
const TOP_Y = project(CENTRAL_MERIDIAN_DEGREES, NORTH_DEGREES).y;
const BOTTOM_Y = project(CENTRAL_MERIDIAN_DEGREES, SOUTH_DEGREES).y;

const MAP_WIDTH = 1_600;
const SCALE = MAP_WIDTH / (2 * EDGE_X);

/** The map's own units: `translate` is where longitude 11°, latitude 0° lies. */
export const MAP = {
  width: MAP_WIDTH,
  height: Math.round((TOP_Y - BOTTOM_Y) * SCALE),
  scale: SCALE,
  translate: [MAP_WIDTH / 2, TOP_Y * SCALE] as [number, number],
} as const;

/** Where a place lies on the map, 0–1 from its left and from its top; one beyond the map's edge lies on the edge. */
export function placeOnMap(longitudeDegrees: number, latitudeDegrees: number): MapPoint {
  const { x, y } = project(longitudeDegrees, latitudeDegrees);
  const [left, top] = MAP.translate;
  return { x: share((left + x * SCALE) / MAP.width), y: share((top - y * SCALE) / MAP.height) };
}

const share = (value: number): number => Math.min(1, Math.max(0, value));
