// `npm run backfill -- --file F | --url U --from T …`, `--list`, `--cancel <id>`
import { BUNDLES } from "./start/build.mjs";
import { installation } from "./start/installation.mjs";
import { runCommandLine } from "./start/run-command-line.mjs";

await runCommandLine("backfill", BUNDLES.backfill, installation());
