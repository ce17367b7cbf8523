import { spawn } from "node:child_process";
import { formatElapsed } from "../start/progress.mjs";

let current = null;

/** Runs a named check with its output on the terminal; resolves with its exit code (1 where a signal ended it). */
export function runStep(title, program, args, { cwd, env }) {
  const startedMs = performance.now();
  console.log(`\n── ${title}`);
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", "inherit", "inherit"] });
    current = child;
    const end = (exitCode, note = "") => {
      current = null;
      const word = exitCode === 0 ? "passed" : "FAILED";
      console.log(`── ${title}: ${word} after ${formatElapsed(performance.now() - startedMs)}${note}`);
      resolve(exitCode);
    };
    child.once("error", (error) => end(1, ` (${error.message})`));
    child.once("exit", (code, signal) => end(code ?? 1, signal ? ` (${signal})` : ""));
  });
}

/** Ends the check that runs now. */
export function endCurrentStep(signal = "SIGTERM") {
  current?.kill(signal);
}
