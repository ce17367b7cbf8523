import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { Forecast, ForecastSubject } from "@/lib/domain/forecast";
import { AppError } from "@/lib/platform/errors";

export interface ReadForecastInput extends ForecastSubject {
  /** The newest that was made by then; absent: the newest. */
  readonly asOfMs?: number;
}

/**
 * The newest forecast of a series, or the one that was the newest at a time; null: there is none. Needs metrics:read.
 * @throws AppError bad-request for a region or service never seen
 */
export async function readForecast(
  ctx: Ctx,
  { asOfMs, ...subject }: ReadForecastInput,
): Promise<Forecast | null> {
  requireScope(ctx.actor, "metrics:read");
  const { region, service } = subject;
  if (region !== null && !(await ctx.catalog.knownRegion(region))) throw neverSeen("region", region);
  if (service !== null && !(await ctx.catalog.knownService(service))) throw neverSeen("service", service);
  return ctx.forecasts.latest(subject, asOfMs);
}

function neverSeen(pointer: string, name: string): AppError {
  const message = `${JSON.stringify(name)} has never been seen`;
  return new AppError("bad-request", `${pointer}: ${message}`, { errors: [{ pointer, message }] });
}
