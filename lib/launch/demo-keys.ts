import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { writePrivateFile } from "./private-file";

const schema = z.object({ ingest: z.string().min(1), read: z.string().min(1) });

export type DemoKeys = z.infer<typeof schema>;

const fileOf = (dataDir: string) => path.join(dataDir, "demo-keys.json");

/** The keys of an earlier demo on this data folder; null where there are none to read. */
export function readDemoKeys(dataDir: string): DemoKeys | null {
  try {
    return schema.parse(JSON.parse(readFileSync(fileOf(dataDir), "utf8")));
  } catch {
    return null; // new ones are made
  }
}

/** Keeps `demo-keys.json` (mode 0600) true: the demo's keys, and no file outside the demo. */
export function writeDemoKeys(dataDir: string, keys: DemoKeys | null): void {
  if (keys) writePrivateFile(fileOf(dataDir), `${JSON.stringify(keys)}\n`);
  else rmSync(fileOf(dataDir), { force: true });
}
