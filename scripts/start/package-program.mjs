import { readFileSync } from "node:fs";
import path from "node:path";

/** The JavaScript file behind an installed package's command, to be run by this Node (no npx, no shell). */
export function packageProgram(root, name, command = name.split("/").at(-1)) {
  const folder = path.join(root, "node_modules", name);
  const { bin } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  const file = typeof bin === "string" ? bin : bin[command];
  if (!file) throw new Error(`${name} has no command ${command}.`);
  return path.join(folder, file);
}
