import { parseArgs } from "node:util";
import { createApiKey } from "@/lib/auth/create-api-key";
import { listApiKeys } from "@/lib/auth/list-api-keys";
import { revokeApiKey } from "@/lib/auth/revoke-api-key";
import type { Ctx } from "@/lib/context";
import { createApiKeyBodySchema } from "@/lib/contracts/api-key";
import { runCli, type Command, type Print } from "./run-cli";

const USAGE = `Usage:
  npm run keys -- create --scope ingest|read --name <name>
  npm run keys -- list
  npm run keys -- revoke <id>`;

/**
 * The command line for API keys, without the leading program names in `argv`. A new key's secret is printed once.
 * Returns the exit code: 0 done, 1 refused, 2 called wrongly.
 */
export async function main(
  argv: readonly string[],
  databaseUrl: string,
  print: Print = console.log,
): Promise<number> {
  return runCli({ name: "keys-cli", usage: USAGE, command: parseCommand(argv), databaseUrl, print });
}

function parseCommand(argv: readonly string[]): Command | null {
  try {
    const options = { scope: { type: "string" }, name: { type: "string" } } as const;
    const { positionals, values } = parseArgs({ args: [...argv], options, allowPositionals: true });
    const [verb, id, ...rest] = positionals;
    if (rest.length > 0) return null;
    if (verb === "list" && id === undefined) return list;
    if (verb === "revoke" && id !== undefined) return (ctx, print) => revoke(ctx, id, print);
    const input = createApiKeyBodySchema.safeParse({ name: values.name, scope: values.scope });
    if (verb !== "create" || id !== undefined || !input.success) return null;
    return (ctx, print) => create(ctx, input.data, print);
  } catch {
    return null; // an option that does not exist
  }
}

async function create(ctx: Ctx, input: { name: string; scope: "ingest" | "read" }, print: Print) {
  const { key, secret } = await createApiKey(ctx, input);
  print(`Key ${key.id} (${key.scope}, ${key.name}). Keep it now: it is not shown again.`);
  print(secret);
}

async function list(ctx: Ctx, print: Print) {
  const keys = await listApiKeys(ctx);
  if (keys.length === 0) print("No keys yet.");
  for (const key of keys) {
    const state =
      key.revokedAtMs === null ? "in force" : `revoked ${new Date(key.revokedAtMs).toISOString()}`;
    const used =
      key.lastUsedAtMs === null ? "never used" : `last used ${new Date(key.lastUsedAtMs).toISOString()}`;
    print([key.id, key.scope, `${key.prefix}…`, key.name, state, used].join("  "));
  }
}

async function revoke(ctx: Ctx, id: string, print: Print) {
  const key = await revokeApiKey(ctx, { id });
  print(`Revoked ${key.name} (${key.prefix}…). It is refused within 10 seconds.`);
}
