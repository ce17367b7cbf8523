import { parseArgs } from "node:util";
import { createPerson, createPersonSchema, type CreatePersonInput } from "@/lib/auth/create-person";
import { listPeople } from "@/lib/auth/list-people";
import { setPersonRole, setPersonRoleSchema, type SetPersonRoleInput } from "@/lib/auth/set-person-role";
import type { Ctx } from "@/lib/context";
import { runCli, type Command, type Print } from "./run-cli";

const USAGE = `Usage:
  npm run people -- create --email <address> --name <name> --role executive|sre|admin
  npm run people -- list
  npm run people -- set-role --email <address> --role executive|sre|admin`;

/**
 * The command line for people, without the leading program names in `argv`. A new person's password is printed once.
 * Returns the exit code: 0 done, 1 refused, 2 called wrongly.
 */
export async function main(
  argv: readonly string[],
  databaseUrl: string,
  print: Print = console.log,
): Promise<number> {
  return runCli({ name: "people-cli", usage: USAGE, command: parseCommand(argv), databaseUrl, print });
}

function parseCommand(argv: readonly string[]): Command | null {
  try {
    const string = { type: "string" } as const;
    const options = { email: string, name: string, role: string };
    const { positionals, values } = parseArgs({ args: [...argv], options, allowPositionals: true });
    if (positionals.length !== 1) return null;
    return commandOf(positionals[0], { ...values });
  } catch {
    return null; // an option that does not exist
  }
}

function commandOf(verb: string, values: Readonly<Record<string, string | undefined>>): Command | null {
  if (verb === "list") return Object.keys(values).length === 0 ? list : null;
  if (verb === "create") {
    const input = createPersonSchema.safeParse(values);
    return input.success ? (ctx, print) => create(ctx, input.data, print) : null;
  }
  const input = setPersonRoleSchema.safeParse(values);
  if (verb !== "set-role" || !input.success) return null;
  return (ctx, print) => setRole(ctx, input.data, print);
}

async function create(ctx: Ctx, input: CreatePersonInput, print: Print) {
  const { person, password } = await createPerson(ctx, input);
  print(`${person.name} <${person.email}> is ${person.role}. Hand over the password: it is not shown again.`);
  print(password);
}

async function list(ctx: Ctx, print: Print) {
  const people = await listPeople(ctx);
  if (people.length === 0) print("No people yet.");
  for (const { email, role, name } of people) print([email, role, name].join("  "));
}

async function setRole(ctx: Ctx, input: SetPersonRoleInput, print: Print) {
  const person = await setPersonRole(ctx, input);
  print(`${person.name} <${person.email}> is ${person.role} from the next request on.`);
}
