import { decodedSegment } from "./path-segment";

/** The region that an address names, as it was typed; null: it names none. */
export function regionOfPath(path: string): string | null {
  const encoded = /^\/regions\/([^/]+)/.exec(path)?.[1];
  return encoded === undefined ? null : decodedSegment(encoded);
}
