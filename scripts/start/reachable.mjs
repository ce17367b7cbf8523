import net from "node:net";
import { Refusal } from "./refusal.mjs";

const CONNECT_TIMEOUT_MS = 4_000;
const DEFAULT_POSTGRES_PORT = 5432;

/** Throws a Refusal where something listens on host:port already, or we may not. */
export async function requireFreePort(host, port) {
  const busy = new Refusal(
    `Port ${port} is in use by another program: end that, or choose another port, such as PORT=${port + 1} npm start.`,
  );
  // macOS lets us bind beside a listener on all addresses, so look from the other side as well.
  if (await accepts(host === "0.0.0.0" ? "127.0.0.1" : host, port)) throw busy;
  const code = await tryToListen(host, port);
  if (code === null) return;
  if (code === "EADDRINUSE") throw busy;
  if (code === "EACCES")
    throw new Refusal(`This user may not listen on port ${port}: choose another with PORT.`);
  throw new Refusal(`Cannot listen on HOST=${host} (${code}): give an address of this machine.`);
}

function tryToListen(host, port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", (error) => resolve(error.code ?? "unknown error"));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}

async function accepts(host, port) {
  return (await connectError(host, port)) === null;
}

/** Null where a connection opens, else the error's code. */
function connectError(host, port) {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: CONNECT_TIMEOUT_MS });
    const done = (code) => {
      socket.destroy();
      resolve(code);
    };
    socket.once("connect", () => done(null));
    socket.once("timeout", () => done("no answer"));
    socket.once("error", (error) => done(error.code ?? "unknown error"));
  });
}

/** Throws a Refusal where nothing listens at DATABASE_URL's host and port. Needs no installed package. */
export async function requireDatabaseListens(databaseUrl) {
  const url = new URL(databaseUrl);
  if (url.hostname === "" || url.searchParams.has("host")) return; // a Unix socket: the login below tells
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const code = await connectError(host, Number(url.port || DEFAULT_POSTGRES_PORT));
  if (code === null) return;
  throw new Refusal(
    `No Postgres answers at DATABASE_URL's ${url.hostname}:${url.port || DEFAULT_POSTGRES_PORT} (${code}).`,
  );
}

/** Throws a Refusal where DATABASE_URL's login or database is wrong. `pg` is the package, installed by then. */
export async function requireDatabaseLogin(databaseUrl, pg) {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    // Postgres' own words name the user or the database, never the password.
    throw new Refusal(`Postgres refuses DATABASE_URL: ${String(error.message).trim().replace(/\.$/, "")}.`);
  } finally {
    await client.end().catch(() => undefined);
  }
}
