import { setTimeout as sleep } from "node:timers/promises";
import type { ProcessLedger } from "./process-ledger";
import { failuresInARow, restartDelayMs } from "./restart-delay";

/** A process that runs now. */
export interface Running {
  readonly pid: number;
  readonly command: string;
  /** Resolves when it is gone, with how: `exit code 1`, `SIGKILL`. */
  readonly exited: Promise<string>;
  /** Ends it and waits; at once when `hurry` fires. */
  stop(hurry: AbortSignal): Promise<void>;
}

export interface Supervision {
  readonly name: string;
  readonly start: () => Promise<Running>;
  readonly ledger: ProcessLedger;
  /** A line for the terminal. */
  readonly say: (line: string) => void;
}

export interface Supervised {
  readonly name: string;
  /** How often it has died since the start. */
  deaths(): number;
  /** Ends it for good. */
  stop(hurry: AbortSignal): Promise<void>;
}

/** Starts a process and, whenever it dies, starts it again after a growing pause. Throws where the first start fails. */
export async function supervise({ name, start, ledger, say }: Supervision): Promise<Supervised> {
  const stopping = new AbortController();
  let deaths = 0;
  let current: Running | null = null;
  const begin = async (): Promise<Running> => {
    const running = await start();
    ledger.record(name, running.pid, running.command);
    current = running;
    return running;
  };
  const keepAlive = async (first: Running): Promise<void> => {
    let running: Running | null = first;
    let failures = 0;
    while (!stopping.signal.aborted) {
      const startedMs = performance.now();
      const how: string = running ? `stopped (${await running.exited})` : "could not be started";
      current = null;
      if (stopping.signal.aborted) return;
      deaths += 1;
      ledger.forget(name);
      failures = failuresInARow(failures, performance.now() - startedMs);
      const delayMs = restartDelayMs(failures);
      say(`The ${name} ${how}; starting it again in ${delayMs / 1000} s.`);
      await sleep(delayMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      running = await begin().catch((error: unknown) => {
        say(error instanceof Error ? error.message : String(error));
        return null;
      });
    }
  };
  const loop = keepAlive(await begin());
  return {
    name,
    deaths: () => deaths,
    async stop(hurry) {
      stopping.abort();
      await current?.stop(hurry);
      await loop;
      await current?.stop(hurry); // one that was just being started
    },
  };
}
