import { rmSync } from "node:fs";
import path from "node:path";
import { identifyProcess, type ProcessIdentity } from "@/lib/platform/process-identity.mjs";
import { writePrivateFile } from "./private-file";

export interface LedgerEntry extends ProcessIdentity {
  readonly name: string;
  readonly command: string;
}

/** Who runs on behalf of this launcher: what a later start ends if this one is killed (scripts/start/orphans.mjs). */
export interface ProcessLedger {
  record(name: string, pid: number, command: string): void;
  forget(name: string): void;
  /** After an orderly stop. */
  clear(): void;
}

/** Keeps `processes.json` in the data folder. */
export function openProcessLedger(dataDir: string): ProcessLedger {
  const file = path.join(dataDir, "processes.json");
  const entries = new Map<string, LedgerEntry>();
  const save = () => writePrivateFile(file, `${JSON.stringify([...entries.values()], null, 2)}\n`);
  return {
    record(name, pid, command) {
      const identity = identifyProcess(pid);
      if (identity === null) return; // gone already
      entries.set(name, { name, ...identity, command });
      save();
    },
    forget(name) {
      if (entries.delete(name)) save();
    },
    clear() {
      entries.clear();
      rmSync(file, { force: true });
    },
  };
}
