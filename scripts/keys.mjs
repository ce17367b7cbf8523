// `npm run keys -- create --scope ingest|read --name "…"`, `list`, `revoke <id>`
import { BUNDLES } from "./start/build.mjs";
import { runCommandLine } from "./start/run-command-line.mjs";

await runCommandLine("keys", BUNDLES.keys);
