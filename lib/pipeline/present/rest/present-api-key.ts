import type { ApiKeyContract } from "@/lib/contracts/api-key";
import { isoOf, isoOrNull } from "./rest-value";

interface ApiKeySource {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scope: "ingest" | "read";
  readonly demo: boolean;
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly expiresAtMs: number | null;
  readonly revokedAtMs: number | null;
  readonly lastUsedAtMs: number | null;
}

/** A key as the contract has it; a secret never gets here. */
export function presentApiKey(key: ApiKeySource): ApiKeyContract {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    scope: key.scope,
    demo: key.demo,
    created_at: isoOf(key.createdAtMs),
    created_by: key.createdBy,
    expires_at: isoOrNull(key.expiresAtMs),
    revoked_at: isoOrNull(key.revokedAtMs),
    last_used_at: isoOrNull(key.lastUsedAtMs),
  };
}
