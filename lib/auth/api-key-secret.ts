import { createHash, randomBytes } from "node:crypto";
import type { KeyScope } from "@/lib/platform/actor";

const SECRET_BYTES = 32;
const SHOWN_RANDOM_CHARACTERS = 6;
/** `hm_<scope>_` and 32 random bytes as base64url. */
const SECRET = /^hm_(ingest|read)_[A-Za-z0-9_-]{43}$/;
const BEARER = /^Bearer +(\S+) *$/i;

/** A new key: 256 random bits, so its plain SHA-256 is as safe to keep as a slow hash would be. */
export function newApiKeySecret(scope: KeyScope): string {
  return `hm_${scope}_${randomBytes(SECRET_BYTES).toString("base64url")}`;
}

export function hashApiKey(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

/** The part of a key that may be shown, to recognise it by. */
export function apiKeyPrefix(secret: string, scope: KeyScope): string {
  return secret.slice(0, `hm_${scope}_`.length + SHOWN_RANDOM_CHARACTERS);
}

/** The key in an Authorization header; null when there is none or it cannot be one of ours. */
export function readBearerKey(authorization: string | null | undefined): string | null {
  const secret = authorization?.match(BEARER)?.[1];
  return secret !== undefined && SECRET.test(secret) ? secret : null;
}
