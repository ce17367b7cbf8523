import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { openLog } from "./log-file";
import type { Running } from "./supervise";

const TERM_TIMEOUT_MS = 10_000;

export interface ChildSpec {
  /** Arguments for Node. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly logFile: string;
}

/**
 * Starts one of our processes, with its output in a file: a pipe would break when the launcher is killed. It has a
 * session of its own, so that Ctrl-C reaches it through the launcher, in order. Stopping is SIGTERM, SIGKILL after 10 s.
 */
export async function startChild(spec: ChildSpec): Promise<Running> {
  const log = openLog(spec.logFile);
  const child = spawn(process.execPath, spec.args, {
    cwd: spec.cwd,
    env: spec.env,
    stdio: ["ignore", log, log],
    detached: process.platform !== "win32",
  });
  closeSync(log);
  const exited = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  await once(child, "spawn");
  return {
    pid: child.pid ?? 0,
    command: `node ${spec.args.join(" ")}`,
    exited,
    async stop(hurry) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      if (!hurry.aborted) {
        child.kill("SIGTERM");
        const patience = new AbortController();
        const signal = AbortSignal.any([hurry, patience.signal]);
        await Promise.race([exited, sleep(TERM_TIMEOUT_MS, undefined, { signal }).catch(() => undefined)]);
        patience.abort();
      }
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
      await exited;
    },
  };
}
