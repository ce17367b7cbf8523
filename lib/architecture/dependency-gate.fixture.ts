import { execFile } from "node:child_process";
import path from "node:path";

export const ROOT = path.resolve(import.meta.dirname, "../..");
const PROGRAM = path.join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
export const GATE_CONFIG = path.join(ROOT, ".dependency-cruiser.cjs");
const MAX_REPORT_BYTES = 256 * 1024 * 1024;

export interface CruiseReport {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly violations: readonly {
      readonly rule: { readonly name: string; readonly severity: string };
      readonly from: string;
      readonly to: string;
    }[];
  };
}

/** Runs the gate over `folders` of `root`, as `npm test` does. */
export function cruise(root: string, folders: readonly string[]): Promise<CruiseReport> {
  const args = [PROGRAM, "--config", GATE_CONFIG, "--output-type", "json", ...folders];
  return new Promise((resolve, reject) => {
    // Its exit code is the number of violations: only what it prints counts here.
    execFile(process.execPath, args, { cwd: root, maxBuffer: MAX_REPORT_BYTES }, (_, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout) as CruiseReport);
      } catch {
        reject(new Error(`dependency-cruiser said no JSON: ${stderr || stdout}`));
      }
    });
  });
}
