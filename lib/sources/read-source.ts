import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { LeftOut } from "@/lib/domain/source";
import { SECOND_MS, WINDOW_MS } from "@/lib/domain/window";
import { AdmittedScopes } from "@/lib/pipeline/aggregate/engine/admitted-scopes";
import {
  engineWindows,
  type EngineWindows,
  type IgnoredSeries,
} from "@/lib/pipeline/aggregate/engine/engine-windows";
import { checkScopeName, DEFAULT_ADMISSION_LIMITS } from "@/lib/pipeline/ingest/admission/admission";
import { QueryError, type QueryFailure } from "@/lib/platform/prometheus-query";
import { askEngine, type AskedMetric } from "./ask-engine";
import { nextSpan, type ReadSpan } from "./read-span";
import { openHeaders } from "./source-headers";
import { readSourceScopes } from "./source-scopes";
import type { SourceServices } from "./source-services";
import type { SealedSource } from "./source-store";
import type { SourceWindowStore } from "./source-window-store";

export interface ReadSourceServices extends SourceServices {
  readonly windows: SourceWindowStore;
}

export interface ReadSourceInput {
  readonly id: string;
  /** Ends the read early; what was stored stays. */
  readonly signal?: AbortSignal;
  readonly limits?: ReadLimits;
}

export interface ReadLimits {
  readonly queryTimeoutMs: number;
  /** Of one read, however many windows it catches up. */
  readonly readTimeoutMs: number;
  readonly maxBytes: number;
}

export const READ_LIMITS: ReadLimits = {
  queryTimeoutMs: 8 * SECOND_MS,
  readTimeoutMs: 20 * SECOND_MS,
  maxBytes: 16 * 1024 * 1024,
};

/**
 * - `read`: everything that was due is stored; `windows` says how much.
 * - `idle`: nothing was due; `busy`: another worker has it, it is not enabled, or it was changed meanwhile.
 * - `failed`: the engine did not answer; it is asked again, from where it was read to.
 */
export type ReadOutcome =
  | { readonly kind: "read"; readonly windows: number }
  | { readonly kind: "idle" | "busy" }
  | { readonly kind: "failed"; readonly failure: QueryFailure | "internal"; readonly windows: number };

const MAX_SERIES = 20_000;
const CONCURRENCY = 4;
const WINDOWS_AT_ONCE = 30;
/** By how much a span shrinks whose answer is too large. */
const SHRINK = 6;
/** A worker that died lets go after this. Longer than a read takes. */
const LEASE_MARGIN_MS = 10 * SECOND_MS;

/** Reads what is due of a source and stores it as roll-ups, each window once. */
export async function readSource(
  ctx: Ctx,
  services: ReadSourceServices,
  { id, signal, limits = READ_LIMITS }: ReadSourceInput,
): Promise<ReadOutcome> {
  requireScope(ctx.actor, "monitoring:run");
  const startedMs = ctx.clock.nowMs();
  const leaseUntilMs = startedMs + limits.readTimeoutMs + LEASE_MARGIN_MS;
  const source = await ctx.sources.lease(id, startedMs, leaseUntilMs);
  if (source === null) return { kind: "busy" };
  const timeout = AbortSignal.timeout(limits.readTimeoutMs);
  const read = new Read(ctx, services, source, limits, signal ? AbortSignal.any([timeout, signal]) : timeout);
  try {
    return await read.catchUp();
  } catch (error) {
    const known = error instanceof QueryError;
    const text = known ? error.message : "It could not be read; the worker's log says why.";
    const atMs = ctx.clock.nowMs();
    const failure = { atMs, tookMs: atMs - startedMs, error: text };
    if (!signal?.aborted) await ctx.sources.noteFailure(id, leaseUntilMs, failure);
    if (!known) throw error;
    return { kind: "failed", failure: error.failure, windows: read.stored };
  } finally {
    await ctx.sources.release(id, leaseUntilMs);
  }
}

class Read {
  stored = 0;

  constructor(
    private readonly ctx: Ctx,
    private readonly services: ReadSourceServices,
    private readonly source: SealedSource,
    private readonly limits: ReadLimits,
    private readonly signal: AbortSignal,
  ) {}

  async catchUp(): Promise<ReadOutcome> {
    const { settings } = this.source;
    let { readToMs } = this.source;
    const scopes = await admittedScopes(this.ctx, this.source);
    let atOnce = WINDOWS_AT_ONCE;
    for (;;) {
      const span = nextSpan(settings, readToMs, this.ctx.clock.nowMs(), atOnce);
      if (span === null) return this.stored > 0 ? { kind: "read", windows: this.stored } : { kind: "idle" };
      const windows = (span.toMs - span.fromMs) / WINDOW_MS;
      try {
        if (!(await this.readSpan(span, readToMs, scopes))) return { kind: "busy" };
      } catch (error) {
        const tooLarge = error instanceof QueryError && error.failure === "too-large" && windows > 1;
        if (!tooLarge) throw error;
        atOnce = Math.ceil(windows / SHRINK);
        continue;
      }
      readToMs = span.toMs;
      this.stored += windows;
    }
  }

  private async readSpan(
    span: ReadSpan,
    expectedReadToMs: number | null,
    scopes: AdmittedScopes,
  ): Promise<boolean> {
    const { ctx, services, source } = this;
    const startedMs = ctx.clock.nowMs();
    const asked = await this.ask(span);
    const answers = asked.flatMap(({ answer }) => answer ?? []);
    const knownBefore = scopes.size;
    const found = engineWindows(answers, {
      ...{ ...span, scopes },
      ...source.settings,
      latencyUnitMs: source.settings.latencyUnit === "s" ? SECOND_MS : 1,
    });
    const atMs = ctx.clock.nowMs();
    return services.windows.store({
      sourceId: source.id,
      version: source.version,
      expectedReadToMs,
      readToMs: span.toMs,
      atMs,
      tookMs: atMs - startedMs,
      seriesCount: answers.reduce((count, { series }) => count + series.length, 0),
      leftOut: leftOutOf(asked, found),
      newScopes: scopes.size > knownBefore ? scopes.names : null,
      found,
    });
  }

  /** @throws QueryError unless every expression was answered, or refused for good */
  private async ask(span: ReadSpan): Promise<AskedMetric[]> {
    const { ctx, services, source, signal } = this;
    const { queryTimeoutMs, maxBytes } = this.limits;
    const target = { url: source.url, headers: openHeaders(services.box, source.sealedHeaders) };
    const limits = { queryTimeoutMs, maxBytes, maxSeries: MAX_SERIES, concurrency: CONCURRENCY, signal };
    const asked = await askEngine(services.queries, target, source.settings, span, limits, () =>
      ctx.clock.nowMs(),
    );
    const passing = asked.find(({ failure }) => failure !== null && failure.failure !== "bad-query");
    const failed = passing ?? (asked.every(({ answer }) => answer === null) ? asked[0] : undefined);
    if (failed?.failure)
      throw new QueryError(failed.failure.failure, `${failed.metric}: ${failed.failure.message}`);
    return asked;
  }
}

async function admittedScopes(ctx: Ctx, source: SealedSource): Promise<AdmittedScopes> {
  const before = await readSourceScopes(ctx.settings, source);
  return new AdmittedScopes({ ...DEFAULT_ADMISSION_LIMITS, checkScopeName }, before);
}

const { maxRegions, maxServices } = DEFAULT_ADMISSION_LIMITS;
const IGNORED_TEXT: Readonly<Record<IgnoredSeries, string>> = {
  "no-region": "name no region",
  "bad-name": "have a region or service that is no name",
  "region-limit": `are of regions beyond the ${maxRegions} that a source may have`,
  "service-limit": `are of services beyond the ${maxServices} that a source may have`,
  negative: "had a negative rate",
  "no-buckets": "are no classic histogram with le up to +Inf",
};

function leftOutOf(asked: readonly AskedMetric[], found: EngineWindows): LeftOut[] {
  const refused = asked.flatMap(({ metric, failure }) =>
    failure === null ? [] : [{ metric, reason: failure.message }],
  );
  const ignored = found.ignored.map(({ metric, reason, series }) => ({
    metric,
    reason: `${series} series ${IGNORED_TEXT[reason]}.`,
  }));
  return [...refused, ...ignored];
}
