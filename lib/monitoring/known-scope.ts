import type { CatalogStore } from "@/lib/catalog/catalog-store";
import { AppError } from "@/lib/platform/errors";

/** @throws AppError bad-request that names every region never seen; `pointer` is the parameter's name. */
export async function requireKnownRegions(
  catalog: CatalogStore,
  codes: readonly string[],
  pointer: string,
): Promise<void> {
  const known = new Set((await catalog.regions()).map((region) => region.code));
  const unknown = codes.filter((code) => !known.has(code));
  if (unknown.length === 0) return;
  const errors = unknown.map((code) => ({ pointer, message: `unknown region ${quoted(code)}` }));
  const many = unknown.length > 1 ? "Unknown regions" : "Unknown region";
  throw new AppError("bad-request", `${many}: ${unknown.map(quoted).join(", ")}.`, { errors });
}

/** @throws AppError bad-request that names the service when it was never seen. */
export async function requireKnownService(
  catalog: CatalogStore,
  name: string,
  pointer: string,
): Promise<void> {
  if (await catalog.knownService(name)) return;
  const message = `unknown service ${quoted(name)}`;
  throw new AppError("bad-request", `Unknown service: ${quoted(name)}.`, { errors: [{ pointer, message }] });
}

function quoted(name: string): string {
  return JSON.stringify(name);
}
