import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { MetricName } from "@/lib/domain/metric";
import { SECOND_MS, WINDOW_MS, windowStart } from "@/lib/domain/window";
import { AdmittedScopes } from "@/lib/pipeline/aggregate/engine/admitted-scopes";
import { checkScopeName, DEFAULT_ADMISSION_LIMITS } from "@/lib/pipeline/ingest/admission/admission";
import { askEngine, type AskedMetric } from "./ask-engine";
import { requireSource } from "./find-source";
import { mergeHeaders } from "./source-headers";
import type { SourceInput } from "./source-input";
import type { SourceServices } from "./source-services";
import { openHeadersFor } from "./update-source";

export interface TrySourceInput extends SourceInput {
  /** A source that exists, whose stored header values may be used. */
  readonly id: string | null;
}

/** What one metric's expression answers. */
export interface TriedMetric {
  readonly metric: MetricName;
  /** As the engine got it. */
  readonly query: string;
  readonly companion: string | null;
  readonly tookMs: number;
  readonly error: string | null;
  readonly series: number;
  /** Series that name no usable region, or one too many: they would be left out. */
  readonly leftOut: number;
  readonly samples: readonly {
    readonly region: string;
    readonly service: string | null;
    readonly le: string | null;
    readonly value: number | null;
  }[];
}

const LIMITS = {
  queryTimeoutMs: 8 * SECOND_MS,
  maxBytes: 16 * 1024 * 1024,
  maxSeries: 20_000,
  concurrency: 4,
};
const TRY_TIMEOUT_MS = 25 * SECOND_MS;
const SHOWN_SAMPLES = 5;

/** Asks a source's expressions once and stores nothing. Needs settings:write. */
export async function trySource(
  ctx: Ctx,
  { queries, box }: SourceServices,
  input: TrySourceInput,
): Promise<TriedMetric[]> {
  requireScope(ctx.actor, "settings:write");
  const stored = input.id === null ? null : await requireSource(ctx, input.id);
  const openStored = () => (stored === null ? {} : openHeadersFor(input.url, stored, box));
  const target = { url: input.url, headers: mergeHeaders(input.headers, openStored) };
  const toMs = windowStart(ctx.clock.nowMs() - input.settings.delayMs, WINDOW_MS);
  const span = { fromMs: toMs - WINDOW_MS, toMs };
  const limits = { ...LIMITS, signal: AbortSignal.timeout(TRY_TIMEOUT_MS) };
  const asked = await askEngine(queries, target, input.settings, span, limits, () => ctx.clock.nowMs());
  const scopes = new AdmittedScopes({ ...DEFAULT_ADMISSION_LIMITS, checkScopeName });
  return asked.map((metric) => triedMetric(metric, input, scopes));
}

function triedMetric(
  { answer, failure, ...asked }: AskedMetric,
  { settings }: SourceInput,
  scopes: AdmittedScopes,
): TriedMetric {
  const series = answer?.series ?? [];
  const scoped = series.flatMap((one) => {
    const scope = scopes.admit(one, settings);
    return typeof scope === "string"
      ? []
      : [{ ...scope, le: one.labels.le ?? null, value: one.points[0]?.value ?? null }];
  });
  return {
    ...asked,
    error: failure?.message ?? null,
    series: series.length,
    leftOut: series.length - scoped.length,
    samples: scoped.slice(0, SHOWN_SAMPLES),
  };
}
