// `npm run people -- create --email … --name … --role executive|sre|admin`, `list`, `set-role --email … --role …`
import { BUNDLES } from "./start/build.mjs";
import { runCommandLine } from "./start/run-command-line.mjs";

await runCommandLine("people", BUNDLES.people);
