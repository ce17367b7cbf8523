import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach } from "vitest";

import { openLog, type Log, type LogOptions } from "./log";
import type { LogDamage } from "./log-damage";
import type { LogRecord } from "./segment-reader";

const LIMITS = { maxBytes: 16 * 1024 * 1024, maxRecordBytes: 4 * 1024 * 1024 };

const dirs: string[] = [];
afterEach(async () => {
  for (const dir of dirs.splice(0)) await rm(dir, { recursive: true, force: true });
});

/** A directory that is deleted after the test. */
export async function temporaryDirectory(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "hm-log-"));
  dirs.push(dir);
  return dir;
}

/** `openLog` with limits that do not matter. */
export function openTestLog(dir: string, options: Partial<LogOptions> = {}): Promise<Log> {
  return openLog({ dir, ...LIMITS, ...options });
}

/** Appends each text as a record, closes the log, and gives the sequences. */
export async function writeLog(
  dir: string,
  texts: string[],
  options: Partial<LogOptions> = {},
): Promise<number[]> {
  const log = await openTestLog(dir, options);
  const sequences: number[] = [];
  for (const text of texts) sequences.push(await log.append([Buffer.from(text)]));
  await log.close();
  return sequences;
}

/** Everything a fresh process would read, as "sequence:text", and what it would report. */
export async function readLog(
  dir: string,
  fromExclusive = 0,
): Promise<{ records: string[]; damage: LogDamage[] }> {
  const damage: LogDamage[] = [];
  const log = await openTestLog(dir, { onDamage: (finding) => damage.push(finding) });
  const records = (await collect(log.replay(fromExclusive))).map(
    ({ sequence, payload }) => `${sequence}:${payload.toString()}`,
  );
  await log.close();
  return { records, damage };
}

/** All records of a replay. */
export async function collect(records: AsyncIterable<LogRecord>): Promise<LogRecord[]> {
  const all: LogRecord[] = [];
  for await (const record of records) all.push(record);
  return all;
}

/** The names of the segment files, oldest first. */
export async function segmentNames(dir: string): Promise<string[]> {
  return (await readdir(dir)).filter((name) => name.endsWith(".log")).sort();
}

/** Replaces a file by what `change` makes of its bytes. */
export async function rewrite(path: string, change: (bytes: Buffer) => Buffer): Promise<void> {
  await writeFile(path, change(await readFile(path)));
}
