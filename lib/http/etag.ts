import { createHash } from "node:crypto";

/** A weak ETag over the texts of what an answer says, leaving out its age: two answers with equal content share it. */
export function weakEtag(...content: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of content) hash.update(`${text.length}:`).update(text);
  return `W/"${hash.digest("base64url")}"`;
}

const opaque = (tag: string) => tag.trim().replace(/^W\//, "");

/** Whether an If-None-Match header (a list, weak or strong, or `*`) names the ETag, by weak comparison (RFC 9110). */
export function matchesEtag(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  if (ifNoneMatch.trim() === "*") return true;
  return ifNoneMatch.split(",").some((tag) => opaque(tag) === opaque(etag));
}
