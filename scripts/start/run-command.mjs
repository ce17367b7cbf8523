import { spawn } from "node:child_process";

const KEPT_CHARACTERS = 20_000;
const SHOWN_LINES = 40;
const running = new Set();

/** A command that failed. `output` is the end of what it wrote. */
export class CommandFailed extends Error {
  constructor(message, output) {
    super(message);
    this.output = output;
  }
}

/**
 * Runs a program and resolves with the end of its output. Rejects with CommandFailed where it does not exit with 0.
 * @param options `cwd`, `env`, and `name`: what to call it in an error.
 */
export function runCommand(program, args, { cwd, env = process.env, name = program } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    running.add(child);
    let output = "";
    const keep = (text) => {
      output = (output + text).slice(-KEPT_CHARACTERS);
    };
    child.stdout.setEncoding("utf8").on("data", keep);
    child.stderr.setEncoding("utf8").on("data", keep);
    child.once("error", (error) => {
      running.delete(child);
      reject(new CommandFailed(`${name} could not be started (${error.code}).`, output));
    });
    child.once("close", (code, signal) => {
      running.delete(child);
      if (code === 0) return resolve(output);
      const tail = output.trimEnd().split("\n").slice(-SHOWN_LINES).join("\n");
      reject(new CommandFailed(`${name} failed (${signal ?? `exit code ${code}`}).`, tail));
    });
  });
}

/** Ends what runCommand has running. */
export function endRunningCommands(signal = "SIGTERM") {
  for (const child of running) child.kill(signal);
}
