// `npm run simulate -- --key <ingest key> [--servers N] [--seed S] [--scenario X] [--speed K] [--url …]`; `--help` says more.
import { BUNDLES } from "./start/build.mjs";
import { Refusal } from "./start/refusal.mjs";
import { loadCommand } from "./start/run-command-line.mjs";

try {
  const { main } = await loadCommand("simulate-cli", BUNDLES["simulate-cli"]);
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Refusal ? error.message : (error?.stack ?? String(error)));
  process.exitCode = 1;
}
