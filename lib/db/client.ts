import { Socket } from "node:net";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient, type Prisma } from "@/lib/db/generated/client";
import { processSingleton } from "@/lib/platform/process-singleton";

/** What a store is bound to: the client itself, or one transaction of it. */
export type Db = Prisma.TransactionClient;
export type { PrismaClient };

const PRISMA_CONNECTIONS = 10;
const POOL_CONNECTIONS = 6;
/** A database that is away must refuse soon: callers answer 503 and senders repeat. */
const CONNECT_TIMEOUT_MS = 5_000;
/** Columns are `timestamp` in UTC; without this `now()` would be stored in the server's own time zone. */
const UTC_SESSION = "-c timezone=UTC";

function poolConfig(databaseUrl: string, max: number): pg.PoolConfig {
  return {
    connectionString: databaseUrl,
    max,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true, // a peer that is gone without a word is noticed
    options: UTC_SESSION,
  };
}

/** How long an answer may take. */
export interface AnswerBounds {
  /** The server gives a statement up after this. */
  readonly statementTimeoutMs: number;
  /** A connection that is silent for this long is destroyed with whatever waits on it. Longer than the server's. */
  readonly silenceTimeoutMs: number;
}

const FLUSH_BOUNDS: AnswerBounds = { statementTimeoutMs: 60_000, silenceTimeoutMs: 90_000 };
const FLUSH_CONNECTIONS = 2;

function boundedConfig({ statementTimeoutMs, silenceTimeoutMs }: AnswerBounds): pg.PoolConfig {
  return {
    statement_timeout: statementTimeoutMs,
    // Not pg's query_timeout: that leaves the connection as it is, and a rollback would queue behind the lost answer.
    stream: () => {
      const socket = new Socket();
      const lost = () => socket.destroy(new Error(`Postgres was silent for ${silenceTimeoutMs} ms.`));
      return socket.setTimeout(silenceTimeoutMs, lost);
    },
  };
}

/** A Prisma client over `pg`. It connects at the first query; end it with `$disconnect()`. */
export function createPrisma(databaseUrl: string, maxConnections = PRISMA_CONNECTIONS): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg(poolConfig(databaseUrl, maxConnections)) });
}

/** A `pg` pool for bulk reads and writes. It connects at the first query and survives a database that restarts. */
export function createPool(
  databaseUrl: string,
  maxConnections = POOL_CONNECTIONS,
  bounds: AnswerBounds | null = null,
): pg.Pool {
  const config = poolConfig(databaseUrl, maxConnections);
  const pool = new pg.Pool(bounds === null ? config : { ...config, ...boundedConfig(bounds) });
  pool.on("error", () => undefined); // an idle connection that breaks is replaced at the next query
  // One that breaks while it is lent makes its borrower's query fail; unheard, its event would end the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** The pool of flushes: one whose answer never comes must fail, so that it is tried again. */
export function createFlushPool(databaseUrl: string): pg.Pool {
  return createPool(databaseUrl, FLUSH_CONNECTIONS, FLUSH_BOUNDS);
}

export interface Database {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
}

export function createDatabase(databaseUrl: string): Database {
  return { prisma: createPrisma(databaseUrl), pool: createPool(databaseUrl) };
}

export async function closeDatabase(database: Database): Promise<void> {
  await Promise.all([database.prisma.$disconnect(), database.pool.end()]);
}

/** This process's only Prisma client and pool. The first caller's `databaseUrl` counts. */
export function processDatabase(databaseUrl: string): Database {
  return processSingleton("database", () => createDatabase(databaseUrl));
}
