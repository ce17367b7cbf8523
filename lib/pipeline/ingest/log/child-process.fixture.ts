import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import { afterEach } from "vitest";

const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
});

/** A fixture of this folder in a process of its own, killed after the test at the latest. */
export interface FixtureProcess {
  readonly pid: number;
  /** All lines it has printed whole. */
  lines(): string[];
  /** Resolves with the first line. */
  firstLine(): Promise<string>;
  /** SIGKILL; resolves once it is gone and all its output is here. */
  kill(): Promise<void>;
}

/** Runs `<name>.fixture.ts` with these arguments. */
export function spawnFixture(name: string, ...args: string[]): FixtureProcess {
  const script = join(import.meta.dirname, `${name}.fixture.ts`);
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const lines = () => output.split("\n").slice(0, -1);
  return {
    pid: child.pid ?? 0,
    lines,
    async firstLine() {
      while (lines().length === 0) await once(child.stdout, "data");
      return lines()[0];
    },
    kill: () => kill(child),
  };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  child.kill("SIGKILL");
  await closed;
}
