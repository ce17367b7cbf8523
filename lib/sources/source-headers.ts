import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import type { SecretBox } from "@/lib/platform/secret-box";

export type SourceHeaders = Readonly<Record<string, string>>;
/** As an admin sends them; null keeps the value that is stored. */
export type HeaderInput = Readonly<Record<string, string | null>>;

const storedSchema = z.record(z.string(), z.string());

export function sealHeaders(box: SecretBox, headers: SourceHeaders): string {
  return box.seal(JSON.stringify(headers));
}

/** @throws Error when they were sealed with another secret */
export function openHeaders(box: SecretBox, sealed: string): SourceHeaders {
  return storedSchema.parse(JSON.parse(box.open(sealed)));
}

/**
 * The headers as they are to be sent; the stored ones are opened only where one of them is kept.
 * @throws AppError bad-request that names a header whose value is not known
 */
export function mergeHeaders(input: HeaderInput, openStored: () => SourceHeaders): SourceHeaders {
  const keeps = Object.values(input).some((value) => value === null);
  const stored = keeps ? openStored() : {};
  const known = new Map(Object.entries(stored).map(([name, value]) => [name.toLowerCase(), value]));
  const merged: Record<string, string> = {};
  for (const [name, given] of Object.entries(input)) {
    const value = given ?? known.get(name.toLowerCase());
    if (value === undefined) {
      const errors = [{ pointer: `/headers/${name}`, message: "has no stored value to keep" }];
      throw new AppError("bad-request", `/headers/${name}: has no stored value to keep`, { errors });
    }
    merged[name] = value;
  }
  return merged;
}
