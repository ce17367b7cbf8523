import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isDataDir } from "./data-dir.mjs";
import { lockHolder } from "./lock-file.mjs";
import { requireDatabaseListens } from "./reachable.mjs";
import { Refusal } from "./refusal.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

function findDatabase() {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
  const dataDir = process.env.DATA_DIR ? path.resolve(process.env.DATA_DIR) : path.join(root, ".data");
  const connection = path.join(dataDir, "connection.json");
  if (
    isDataDir(dataDir) &&
    lockHolder(path.join(dataDir, "launcher.lock")) !== null &&
    existsSync(connection)
  )
    return JSON.parse(readFileSync(connection, "utf8")).databaseUrl;
  throw new Refusal(`Nothing runs on DATA_DIR ${dataDir}: start it with npm start, or set DATABASE_URL.`);
}

/** A program's module: dist/<name>.mjs, or its TypeScript entry where nothing is built. Throws a Refusal before the install. */
export async function loadCommand(name, entry) {
  const bundle = path.join(root, `dist/${name}.mjs`);
  if (existsSync(bundle)) return import(pathToFileURL(bundle).href);
  if (!existsSync(path.join(root, "node_modules/tsx")))
    throw new Refusal("Nothing is installed here yet: run npm start once.");
  const { tsImport } = await import("tsx/esm/api"); // after npm run dev, which builds nothing
  return tsImport(path.join(root, entry), import.meta.url);
}

/**
 * Runs a command line of lib/compose with this process's arguments, against DATABASE_URL or the database of the instance
 * that runs on DATA_DIR: dist/<name>.mjs, or its TypeScript entry where nothing is built. `more` is what else it takes.
 */
export async function runCommandLine(name, entry, ...more) {
  try {
    const databaseUrl = findDatabase();
    await requireDatabaseListens(databaseUrl);
    process.chdir(root);
    const { main } = await loadCommand(name, entry);
    process.exitCode = await main(process.argv.slice(2), databaseUrl, ...more);
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : (error?.stack ?? String(error)));
    process.exitCode = 1;
  }
}
