import { chmodSync, closeSync, fsyncSync, openSync, renameSync, writeSync } from "node:fs";

const OWNER_ONLY = 0o600;

/** Writes a file that only its owner reads, as a whole or not at all, also when the machine dies meanwhile. */
export function writePrivateFile(file: string, text: string): void {
  const fresh = `${file}.new`;
  const descriptor = openSync(fresh, "w", OWNER_ONLY);
  try {
    chmodSync(fresh, OWNER_ONLY); // an older `.new` may have had another mode
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(fresh, file);
}
