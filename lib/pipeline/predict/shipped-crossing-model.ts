import weights from "./crossing-weights.json";
import type { CrossingModel } from "./crossing-model";
import { unpackCrossingModel } from "./crossing-weights";

let unpacked: CrossingModel | null = null;

/** The model that ships: `npm run train:crossing` made it, from series whose licence allows it. */
export function shippedCrossingModel(): CrossingModel {
  unpacked ??= unpackCrossingModel(weights);
  return unpacked;
}
