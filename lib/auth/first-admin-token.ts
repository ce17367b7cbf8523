import { createHash, randomBytes } from "node:crypto";

export const FIRST_ADMIN_PURPOSE = "first-admin";
export const FIRST_ADMIN_TOKEN_VALID_MS = 24 * 60 * 60 * 1_000;
const TOKEN_BYTES = 32;

export function newFirstAdminToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

export function hashFirstAdminToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
