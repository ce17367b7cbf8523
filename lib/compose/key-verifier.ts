import { createApiKeyStore, type ApiKey } from "@/lib/auth/api-key-store";
import { createKeyVerifier, type KeyLookup, type KeyVerifier } from "@/lib/auth/key-cache";
import { processDatabase, type Db } from "@/lib/db/client";
import { systemClock, type Clock } from "@/lib/platform/clock";
import { processSingleton } from "@/lib/platform/process-singleton";
import { processEnv } from "./context";

function inForce(key: ApiKey, nowMs: number): boolean {
  return key.revokedAtMs === null && (key.expiresAtMs === null || key.expiresAtMs > nowMs);
}

/** Looks keys up in the database and notes their use. */
export function keyLookup(db: Db, clock: Clock): KeyLookup {
  const keys = createApiKeyStore(db);
  return async (hash) => {
    const key = await keys.findByHash(hash);
    if (key === null || !inForce(key, clock.nowMs())) return null;
    await keys.touch(key.id, clock.nowMs());
    return { id: key.id, name: key.name, scope: key.scope, demo: key.demo };
  };
}

/** This process's verifier of API keys, shared by ingest and the REST API: a revoked key is refused within 10 s. */
export function keyVerifier(): KeyVerifier {
  return processSingleton("key-verifier", () =>
    createKeyVerifier(keyLookup(processDatabase(processEnv().databaseUrl).prisma, systemClock), systemClock),
  );
}
