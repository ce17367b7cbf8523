import { copyFileSync, mkdirSync, openSync, readFileSync, statSync, truncateSync } from "node:fs";
import path from "node:path";

const MAX_BYTES = 20 * 1024 ** 2;
const CHECK_MS = 30_000;
const OWNER_ONLY = 0o600;

/** Opens a log to append to. */
export function openLog(file: string): number {
  mkdirSync(path.dirname(file), { recursive: true });
  limitLog(file, MAX_BYTES);
  return openSync(file, "a", OWNER_ONLY);
}

/** Where a log outgrew `maxBytes`: copies it to `.1` and empties it in place (its writers append, so they go on). */
export function limitLog(file: string, maxBytes: number): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= maxBytes) return;
  copyFileSync(file, `${file}.1`);
  truncateSync(file);
}

/** Keeps these logs within bounds while the launcher lives; returns what ends that. */
export function limitLogs(files: readonly string[]): () => void {
  const timer = setInterval(() => files.forEach((file) => limitLog(file, MAX_BYTES)), CHECK_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** The last lines of a log; empty where there is none. */
export function logTail(file: string, lines: number): string {
  try {
    return readFileSync(file, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
  } catch {
    return "";
  }
}
