// `npm run train:crossing`: fits the weights of crossing probabilities that ship, from the bench kit's series whose licence
// allows it, and writes lib/pipeline/predict/crossing-weights.json. The same kit and seed give the same file.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { tsImport } from "tsx/esm/api";
import { PredictKitMissing, predictKit } from "./bench/predict-kit.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

try {
  const kit = predictKit(root);
  kit.remove();
  const { trainShipped } = await tsImport("./bench/train-shipped-crossing.ts", import.meta.url);
  trainShipped(kit.folder, path.join(root, "lib/pipeline/predict/crossing-weights.json"));
} catch (error) {
  if (!(error instanceof PredictKitMissing)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
