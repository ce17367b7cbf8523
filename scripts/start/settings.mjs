import path from "node:path";
import { Refusal } from "./refusal.mjs";

const DEFAULT_PORT = 3000;
const MAX_PORT = 65535;
const ROLES = ["all", "web", "worker", "ingest"];
const LOOPBACK = ["127.0.0.1", "localhost", "::1"];

/**
 * What to run, from the environment and the flags. Relative paths are the working folder's; the default data folder is
 * the checkout's. Throws a Refusal for a value that cannot be meant.
 */
export function readSettings({ env, flags, root, workingDirectory }) {
  const host = env.HOST || "127.0.0.1";
  if (flags.demo && !LOOPBACK.includes(host))
    throw new Refusal(
      `The demo listens on loopback only, not on HOST=${host}: unset HOST, or add --no-demo.`,
    );
  const role = readRole(env, flags);
  const port = readPort(env.PORT);
  const localUrl = `http://${browsableHost(host)}:${port}`;
  return {
    root,
    role,
    dataDir: env.DATA_DIR ? path.resolve(workingDirectory, env.DATA_DIR) : path.join(root, ".data"),
    host,
    port,
    localUrl,
    publicUrl: env.PUBLIC_URL || localUrl,
    demo: flags.demo,
    dev: flags.dev,
    databaseUrl: env.DATABASE_URL ? checkDatabaseUrl(env.DATABASE_URL) : null,
  };
}

/** One part of the product needs the database that the others use. */
function readRole(env, flags) {
  const role = env.ROLE || "all";
  if (!ROLES.includes(role)) throw new Refusal(`ROLE=${role} is none of ${ROLES.join(", ")}.`);
  if (role !== "all" && flags.demo)
    throw new Refusal(`ROLE=${role} runs one part of a real installation: add --no-demo.`);
  if (role !== "all" && !env.DATABASE_URL)
    throw new Refusal(`ROLE=${role} needs the database that the other parts use: set DATABASE_URL.`);
  return role;
}

function readPort(text) {
  if (!text) return DEFAULT_PORT;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= MAX_PORT) return port;
  throw new Refusal(`PORT=${text} is not a port: give a whole number from 1 to ${MAX_PORT}.`);
}

function browsableHost(host) {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

function checkDatabaseUrl(text) {
  let url = null;
  try {
    url = new URL(text);
  } catch {
    // refused below
  }
  if (url && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1) return text;
  throw new Refusal(
    "DATABASE_URL is not usable: it must look like postgresql://user:password@host:5432/database.",
  );
}
