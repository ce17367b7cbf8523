import { createHash } from "node:crypto";

/** A weak ETag over what an answer says, leaving out its age: two answers with equal content share it. */
export function weakEtag(content: unknown): string {
  return `W/"${createHash("sha256").update(JSON.stringify(content)).digest("base64url")}"`;
}

const opaque = (tag: string) => tag.trim().replace(/^W\//, "");

/** Whether an If-None-Match header (a list, weak or strong, or `*`) names the ETag, by weak comparison (RFC 9110). */
export function matchesEtag(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  if (ifNoneMatch.trim() === "*") return true;
  return ifNoneMatch.split(",").some((tag) => opaque(tag) === opaque(etag));
}
