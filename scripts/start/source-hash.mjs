import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const FOLDERS = ["app", "components", "lib", "prisma", "public"];
const ROOT_FILE = /\.(ts|mts|js|mjs|cjs|json)$/;
/** Configuration of the checks alone. */
const CHECKS_ONLY = /^(next-env\.d\.ts|\.|(vitest|playwright|eslint|prettier|knip)\b)/;
const NOT_BUILT = /\.(test|bench)\.tsx?$/;
const IGNORED_FOLDERS = ["lib/db/generated", "lib/testing"];

/** Files that decide what a build contains, relative to `root`, in a fixed order. Tests do not. */
export function sourceFiles(root) {
  const configs = readdirSync(root, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && ROOT_FILE.test(entry.name) && !CHECKS_ONLY.test(entry.name),
  );
  const files = configs.map((entry) => entry.name);
  for (const folder of FOLDERS) if (existsSync(path.join(root, folder))) walk(root, folder, files);
  return files.filter((file) => !NOT_BUILT.test(file)).sort();
}

function walk(root, folder, files) {
  if (IGNORED_FOLDERS.includes(folder)) return;
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) walk(root, file, files);
    else files.push(file);
  }
}

/** SHA-256 over names and contents. `salt`: what else decides the build. */
export function hashFiles(root, files, salt = "") {
  const hash = createHash("sha256").update(salt);
  for (const file of files) hash.update(`\0${file}\0`).update(relevantContent(root, file));
  return hash.digest("hex");
}

/** Next rewrites the form and the file list of tsconfig.json while it builds; only its options decide the build. */
function relevantContent(root, file) {
  const content = readFileSync(path.join(root, file));
  if (file !== "tsconfig.json") return content;
  try {
    return JSON.stringify(JSON.parse(content.toString("utf8")).compilerOptions);
  } catch {
    return content; // it has comments
  }
}
