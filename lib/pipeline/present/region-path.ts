/** The region that an address names, as it was typed; null: it names none. */
export function regionOfPath(path: string): string | null {
  const encoded = /^\/regions\/([^/]+)/.exec(path)?.[1];
  return encoded === undefined ? null : decodedSegment(encoded);
}

/** A part of an address without its escapes; one that is broken stays as it is. */
export function decodedSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
