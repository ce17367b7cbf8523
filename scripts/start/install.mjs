import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { otherInstances } from "./instances.mjs";
import { step } from "./progress.mjs";
import { Refusal } from "./refusal.mjs";
import { runCommand } from "./run-command.mjs";

function lockHash(root) {
  return createHash("sha256")
    .update(readFileSync(path.join(root, "package-lock.json")))
    .digest("hex");
}

/** Whether node_modules is what the lock file says (as far as our last `npm ci` goes). */
export function isInstalled(root) {
  const stored = path.join(root, "node_modules/.hm-lock-hash");
  return existsSync(stored) && readFileSync(stored, "utf8") === lockHash(root);
}

/** `npm ci`, where node_modules is missing or made from another lock file. */
export async function installPackages(root) {
  if (isInstalled(root)) return;
  const [other] = otherInstances(root);
  if (other)
    throw new Refusal(
      `package-lock.json changed while process ${other.pid} runs from this folder: stop that first.`,
    );
  await step("Installing packages", async () => {
    const hash = lockHash(root);
    const { program, args } = npmCommand();
    // The build needs the development packages too, also where NODE_ENV says production.
    await runCommand(program, [...args, "ci", "--include=dev", "--no-audit", "--no-fund"], {
      cwd: root,
      env: { ...process.env, NODE_ENV: "" },
      name: "npm ci",
    });
    writeFileSync(path.join(root, "node_modules/.hm-lock-hash"), hash);
  });
}

/** The npm that started us, else the one beside this Node, else the one on the path. */
export function npmCommand(env = process.env) {
  const beside = path.join(path.dirname(process.execPath), "../lib/node_modules/npm/bin/npm-cli.js");
  const started = env.npm_execpath;
  if (started && path.basename(started) === "npm-cli.js")
    return { program: process.execPath, args: [started] };
  if (existsSync(beside)) return { program: process.execPath, args: [beside] };
  return { program: "npm", args: [] };
}
