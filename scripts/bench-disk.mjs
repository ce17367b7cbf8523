// `npm run bench:disk`: the demo's whole history into a fresh Postgres; how long it takes, and how many bytes it is
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(root);
const { tsImport } = await import("tsx/esm/api");
const { main } = await tsImport("../lib/compose/disk-benchmark-cli.ts", import.meta.url);
process.exitCode = await main(root);
