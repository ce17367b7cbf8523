import { spawnSync } from "node:child_process";
import { CommandFailed, runCommand } from "../start/run-command.mjs";
import { findOnPath } from "./find-on-path.mjs";

const quiet = { ...process.env, DEBIAN_FRONTEND: "noninteractive", APT_LISTCHANGES_FRONTEND: "none" };

export function hasApt() {
  return findOnPath(["apt-get"]) !== null && findOnPath(["dpkg"]) !== null;
}

/** apt with the right to change the machine: as root, or by a sudo that asks nothing. Null without. */
export function asRoot() {
  const prefix = rootPrefix();
  if (!prefix) return null;
  const apt = (...args) => {
    const [program, ...rest] = [...prefix, "apt-get", "-y", "-q", ...args];
    return runCommand(program, rest, { env: quiet, name: `apt-get ${args.join(" ")}` });
  };
  return {
    update: () => apt("update"),
    /** Tries what the lists already know, then updates them. */
    async install(name) {
      const install = () => apt("install", "--no-install-recommends", name);
      await install().catch(async (error) => {
        if (!(error instanceof CommandFailed)) throw error;
        await apt("update");
        await install();
      });
    },
  };
}

function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  if (!findOnPath(["sudo"])) return null;
  return spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0 ? ["sudo", "-n"] : null;
}
