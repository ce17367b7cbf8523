import { parseArgs } from "node:util";
import { runFleet } from "./run-fleet";
import { SCENARIO_KINDS } from "./scenario";
import { readSimulateSettings, type SimulateSettings } from "./settings";

const USAGE = `npm run simulate -- --key <ingest key> [options]      sends a simulated fleet's telemetry until Ctrl-C
  --url <url>           where to (PUBLIC_URL, or http://127.0.0.1:3000)
  --key <key>           an ingest key: npm run keys -- create --scope ingest --name "simulated fleet"
  --servers <n>         sends n servers one by one, with the traffic for them (1 to 250,000);
                        without it 250,000 servers, pre-aggregated by region and service
  --seed <n>            another seed is another world (1)
  --scenario <kind>     what goes wrong from the start:
${SCENARIO_KINDS.map((kind) => `                          ${kind}`).join("\n")}
  --region <name>       where it strikes (eu-west-1)
  --service <name>      whom it strikes (catalog), unless it strikes a whole region
  --speed <k>           scenarios unfold k times faster (0.1 to 100); days keep their length
  --control-port <n>    opens the control endpoint there, on 127.0.0.1
  --control-key <key>   guards it (with --control-port)
  --help                shows this`;

const OPTIONS = {
  url: { type: "string" },
  key: { type: "string" },
  servers: { type: "string" },
  seed: { type: "string" },
  scenario: { type: "string" },
  region: { type: "string" },
  service: { type: "string" },
  speed: { type: "string" },
  "control-port": { type: "string" },
  "control-key": { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

const PREFIX = "SIMULATE_";
const variableOf = (flag: string) => PREFIX + flag.toUpperCase().replaceAll("-", "_");
const flagOf = (variable: string) => `--${variable.slice(PREFIX.length).toLowerCase().replaceAll("_", "-")}`;

/**
 * The command line of the simulated fleet, without the leading program names in `argv`; flags go before variables of the
 * environment. Resolves when it was stopped, with the exit code: 0 stopped, 1 could not start, 2 called wrongly.
 */
export async function main(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
  print: (line: string) => void = console.error,
  run: (settings: SimulateSettings) => Promise<void> = runFleet,
): Promise<number> {
  let settings: SimulateSettings;
  try {
    const { values } = parseArgs({ args: [...argv], options: OPTIONS });
    if (values.help) {
      print(USAGE);
      return 0;
    }
    const flags = Object.entries(values).map(([flag, value]) => [variableOf(flag), String(value)]);
    settings = readSimulateSettings({ ...env, ...Object.fromEntries(flags) });
  } catch (error) {
    print(asFlags(error));
    print("npm run simulate -- --help lists the options.");
    return 2;
  }
  try {
    await run(settings);
    return 0;
  } catch (error) {
    print(asFlags(error));
    return 1;
  }
}

/** The message, with the flags' names in place of the variables'. */
function asFlags(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replaceAll(/SIMULATE_[A-Z_]+/g, flagOf);
}
