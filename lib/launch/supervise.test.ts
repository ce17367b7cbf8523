import { beforeEach, expect, test, vi } from "vitest";
import type { ProcessLedger } from "./process-ledger";
import { supervise, type Running, type Supervised } from "./supervise";

/** Longer than the first pause (0.5 s) by far. */
const PATIENCE = { timeout: 5_000 };
const never = new AbortController().signal;

/** A process that dies when told to. */
class Fake implements Running {
  readonly command = "fake";
  readonly exited: Promise<string>;
  stopped = false;
  private end: (how: string) => void = () => undefined;
  constructor(readonly pid: number) {
    this.exited = new Promise((resolve) => (this.end = resolve));
  }
  die(how: string): void {
    this.end(how);
  }
  async stop(): Promise<void> {
    this.stopped = true;
    this.end("SIGTERM");
  }
}

let recorded: string[];
let said: string[];
let all: Fake[];
const ledger: ProcessLedger = {
  record: (name, pid) => void recorded.push(`${name} ${pid}`),
  forget: (name) => void recorded.push(`-${name}`),
  clear: () => undefined,
};

beforeEach(() => {
  recorded = [];
  said = [];
  all = [];
});

async function startNext(): Promise<Fake> {
  all.push(new Fake(all.length + 1));
  return all[all.length - 1];
}

const watch = (start: () => Promise<Running>): Promise<Supervised> =>
  supervise({ name: "worker", start, ledger, say: (line) => void said.push(line) });

test("what dies is started again, said so, and recorded under its new pid; stopping it is for good", async () => {
  const supervised = await watch(startNext);
  all[0].die("SIGKILL");
  await vi.waitFor(() => expect(all).toHaveLength(2), PATIENCE);
  expect(said).toEqual(["The worker stopped (SIGKILL); starting it again in 0.5 s."]);
  expect(recorded).toEqual(["worker 1", "-worker", "worker 2"]);
  expect(supervised.deaths()).toBe(1);
  await supervised.stop(never);
  expect(all[1].stopped).toBe(true);
  expect(supervised.deaths()).toBe(1);
});

test("a stop during the pause starts nothing any more", async () => {
  const supervised = await watch(startNext);
  all[0].die("exit code 1");
  await vi.waitFor(() => expect(said).toHaveLength(1), PATIENCE);
  await supervised.stop(never);
  expect(all).toHaveLength(1);
});

test("a stop while it is being started again ends that one too", async () => {
  let release: () => void = () => undefined;
  const supervised = await watch(async () => {
    if (all.length === 1) await new Promise<void>((resolve) => (release = resolve));
    return startNext();
  });
  all[0].die("exit code 1");
  await vi.waitFor(() => expect(said).toHaveLength(1), PATIENCE);
  await new Promise((resolve) => setTimeout(resolve, 700));
  const stopping = supervised.stop(never);
  release();
  await stopping;
  expect(all[1].stopped).toBe(true);
});

test("a start that fails later is said and tried again; one that fails at first is the caller's", async () => {
  let failing = false;
  const start = async () => {
    if (failing) throw new Error("no disk");
    return startNext();
  };
  const supervised = await watch(start);
  failing = true;
  all[0].die("exit code 1");
  await vi.waitFor(() => expect(said).toContain("no disk"), PATIENCE);
  failing = false;
  await vi.waitFor(() => expect(all).toHaveLength(2), PATIENCE);
  await supervised.stop(never);
  failing = true;
  await expect(watch(start)).rejects.toThrow("no disk");
});
