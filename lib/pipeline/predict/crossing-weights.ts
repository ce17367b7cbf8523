import type { BoostedTrees } from "./boosted-trees";
import type { CrossingModel } from "./crossing-model";

/** A crossing model as it is kept in a file: bytes in base64, values in steps of VALUE_STEP. */
export interface CrossingWeights {
  readonly features: readonly string[];
  readonly horizons: readonly {
    readonly edges: readonly (readonly number[])[];
    readonly trees: PackedTrees;
  }[];
}

interface PackedTrees {
  readonly depth: number;
  readonly base: number;
  readonly feature: string;
  readonly cut: string;
  readonly value: string;
}

const VALUE_STEP = 1e-4;
const EDGE_DIGITS = 6;

export function packCrossingModel(model: CrossingModel, features: readonly string[]): CrossingWeights {
  return {
    features,
    horizons: model.map(({ edges, trees }) => ({
      edges: edges.map((column) => Array.from(column, (edge) => Number(edge.toPrecision(EDGE_DIGITS)))),
      trees: packTrees(trees),
    })),
  };
}

export function unpackCrossingModel({ horizons }: CrossingWeights): CrossingModel {
  return horizons.map(({ edges, trees }) => ({
    edges: edges.map((column) => Float64Array.from(column)),
    trees: unpackTrees(trees),
  }));
}

function packTrees({ depth, base, feature, cut, value }: BoostedTrees): PackedTrees {
  const steps = Int16Array.from(value, (leaf) => Math.round(leaf / VALUE_STEP));
  return {
    depth,
    base,
    feature: toBase64(Uint8Array.from(feature)),
    cut: toBase64(Uint8Array.from(cut)),
    value:
      toBase64(Uint8Array.from(steps, (step) => step & 255)) +
      "." +
      toBase64(Uint8Array.from(steps, (step) => (step >> 8) & 255)),
  };
}

function unpackTrees({ depth, base, feature, cut, value }: PackedTrees): BoostedTrees {
  const [low, high] = value.split(".").map(fromBase64);
  const steps = Int16Array.from(low, (byte, index) => (high[index] << 8) | byte);
  return {
    depth,
    base,
    feature: fromBase64(feature),
    cut: fromBase64(cut),
    value: Float64Array.from(steps, (step) => step * VALUE_STEP),
  };
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
