import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { cancelBackfill } from "@/lib/backfill/cancel-backfill";
import { listBackfills } from "@/lib/backfill/list-backfills";
import { startBackfill, type StartBackfillInput } from "@/lib/backfill/start-backfill";
import type { Ctx } from "@/lib/context";
import { startBackfillBodySchema } from "@/lib/contracts/backfill";
import { backfillEtaMs, backfillProgress, OPEN_STATES, type Backfill } from "@/lib/domain/backfill";
import { SECOND_MS } from "@/lib/domain/window";
import { backfillInput, startBackfillTools } from "./backfill";
import { runCli, type Command, type Print } from "./run-cli";

const USAGE = `Usage:
  npm run backfill -- --file <OpenMetrics file>
  npm run backfill -- --url <engine> --from <time> [--to <time>] [--step <seconds>] [--header "Name: value"]…
  npm run backfill -- --list
  npm run backfill -- --cancel <id>
Times are ISO 8601. The worker imports; this shows how far it is, and may be left with Ctrl-C.`;
const LOOK_EVERY_MS = SECOND_MS;

const OPTIONS = {
  file: { type: "string" },
  url: { type: "string" },
  header: { type: "string", multiple: true },
  from: { type: "string" },
  to: { type: "string" },
  step: { type: "string" },
  name: { type: "string" },
  list: { type: "boolean" },
  cancel: { type: "string" },
} as const;

/** What the command line needs of the installation beside its database. */
export interface BackfillCliEnv {
  /** Seals headers; null: no instance has made one here. */
  readonly authSecret: string | null;
  readonly dataDir: string;
  readonly outgoingAllow: string;
}

/** The command line of imports. Returns the exit code: 0 done, 1 refused or failed, 2 called wrongly. */
export async function main(
  argv: readonly string[],
  databaseUrl: string,
  env: BackfillCliEnv,
  print: Print = console.log,
): Promise<number> {
  return runCli({ name: "backfill-cli", usage: USAGE, command: parseCommand(argv, env), databaseUrl, print });
}

function parseCommand(argv: readonly string[], env: BackfillCliEnv): Command | null {
  try {
    const { values } = parseArgs({ args: [...argv], options: OPTIONS });
    if (values.list) return list;
    const { cancel } = values;
    if (cancel !== undefined)
      return async (ctx, print) => print(line(await cancelBackfill(ctx, { id: cancel })));
    const input = values.file !== undefined ? fileInput(values.file, values.name) : engineInput(values, env);
    return input && ((ctx, print) => run(ctx, input, env, print));
  } catch {
    return null; // an option that does not exist
  }
}

function fileInput(file: string, name: string | undefined): StartBackfillInput {
  const source = { kind: "file" as const, path: path.resolve(process.env.INIT_CWD ?? process.cwd(), file) };
  return { name: name ?? null, source, headers: {}, fromMs: null, toMs: null, stepMs: null };
}

function engineInput(
  values: { url?: string; header?: string[]; from?: string; to?: string; step?: string; name?: string },
  env: BackfillCliEnv,
): StartBackfillInput | null {
  const headers = (values.header ?? []).map((header) => {
    const colon = header.indexOf(":");
    return [header.slice(0, colon).trim(), header.slice(colon + 1).trim()] as const;
  });
  const body = startBackfillBodySchema.safeParse({
    kind: "engine",
    url: values.url,
    headers: Object.fromEntries(headers),
    from: values.from,
    ...(values.to === undefined ? {} : { to: values.to }),
    ...(values.step === undefined ? {} : { step_seconds: Number(values.step) }),
    ...(values.name === undefined ? {} : { name: values.name }),
  });
  return body.success ? backfillInput(body.data, env) : null;
}

async function run(ctx: Ctx, input: StartBackfillInput, env: BackfillCliEnv, print: Print): Promise<void> {
  const { authSecret } = env;
  if (authSecret === null && Object.keys(input.headers).length > 0)
    throw new Error("Headers are kept encrypted: set AUTH_SECRET to that of the instance.");
  const tools = startBackfillTools({ ...env, authSecret: authSecret ?? "" });
  const { id } = await startBackfill(ctx, input, tools);
  let shown = "";
  for (;;) {
    const backfill = await ctx.backfills.find(id);
    if (backfill === null) return;
    const now = line(backfill);
    if (now !== shown) print(now);
    shown = now;
    if (backfill.state === "failed") throw new Error(backfill.problem ?? "The import failed.");
    if (!OPEN_STATES.includes(backfill.state)) return;
    await sleep(LOOK_EVERY_MS);
  }
}

async function list(ctx: Ctx, print: Print): Promise<void> {
  const backfills = await listBackfills(ctx);
  if (backfills.length === 0) print("No imports yet.");
  for (const backfill of backfills) print(line(backfill));
}

function line(backfill: Backfill): string {
  const progress = backfillProgress(backfill);
  const etaMs = backfillEtaMs(backfill);
  return [
    backfill.id,
    backfill.name,
    backfill.state,
    progress === null ? "" : `${Math.floor(progress * 100)} %`,
    etaMs === null ? "" : `${Math.ceil(etaMs / SECOND_MS)} s left`,
    `${backfill.rows} rows`,
    backfill.problem ?? "",
  ]
    .filter((part) => part !== "")
    .join("  ");
}
