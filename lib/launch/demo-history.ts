import { setTimeout as sleep } from "node:timers/promises";
import { demoHistoryIsOpen, ensureDemoHistory } from "@/lib/compose/demo-history";
import { freePort } from "./free-port";
import type { Interrupts } from "./interrupts";
import type { Supervised } from "./supervise";

const LOOK_EVERY_MS = 5_000;

interface DemoHistory {
  readonly databaseUrl: string;
  readonly interrupts: Interrupts;
  /** When live data took over: see `demoHistorySeam`. */
  readonly seamMs: number;
  /** Starts the program that serves the simulated past. */
  start(environment: { HISTORY_PORT: string; HISTORY_SEAM_MS: string }): Promise<Supervised>;
  /** It has been stopped: nobody needs it any more. */
  stopped(supervised: Supervised): void;
}

/**
 * Gives the demo its past at the first start, through the product's own import, and goes on after a start that was cut
 * short. Returns once the import is under way; its source is stopped when all is in.
 */
export async function startDemoHistory(history: DemoHistory): Promise<void> {
  const { databaseUrl, seamMs } = history;
  if (!(await demoHistoryIsOpen(databaseUrl))) return;
  const port = await freePort();
  const source = await history.start({ HISTORY_PORT: String(port), HISTORY_SEAM_MS: String(seamMs) });
  await ensureDemoHistory(databaseUrl, seamMs, `http://127.0.0.1:${port}`);
  void stopWhenDone(history, source);
}

async function stopWhenDone(
  { databaseUrl, interrupts, stopped }: DemoHistory,
  source: Supervised,
): Promise<void> {
  const { stop, hurry } = interrupts;
  while (!stop.aborted) {
    await sleep(LOOK_EVERY_MS, undefined, { signal: stop, ref: false }).catch(() => undefined);
    // A database that is away says nothing of the import.
    if (stop.aborted || (await demoHistoryIsOpen(databaseUrl).catch(() => true))) continue;
    stopped(source);
    return source.stop(hurry);
  }
}
