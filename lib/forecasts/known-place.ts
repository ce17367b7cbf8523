import type { Ctx } from "@/lib/context";
import type { ForecastSubject } from "@/lib/domain/forecast";
import { AppError } from "@/lib/platform/errors";

/** @throws AppError bad-request for a region or service never seen */
export async function refuseUnknownPlace(
  { catalog }: Ctx,
  { region, service }: Pick<ForecastSubject, "region" | "service">,
): Promise<void> {
  if (region !== null && !(await catalog.knownRegion(region))) throw neverSeen("region", region);
  if (service !== null && !(await catalog.knownService(service))) throw neverSeen("service", service);
}

function neverSeen(pointer: string, name: string): AppError {
  const message = `${JSON.stringify(name)} has never been seen`;
  return new AppError("bad-request", `${pointer}: ${message}`, { errors: [{ pointer, message }] });
}
