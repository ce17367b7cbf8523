import { randomUUID } from "node:crypto";
import { addBackfillJob } from "./backfill-job";
import { OLDEST_KEPT_MS } from "./import-span";
import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { Backfill, BackfillSource, BackfillSpan } from "@/lib/domain/backfill";
import { MINUTE_MS, WINDOW_MS } from "@/lib/domain/window";
import { actorName } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";
import type { SecretBox } from "@/lib/platform/secret-box";

export interface StartBackfillInput {
  /** Two imports cannot have one name; null: made from the source. */
  readonly name: string | null;
  readonly source: BackfillSource;
  readonly headers: Readonly<Record<string, string>>;
  /** null for a file, which is imported as a whole. */
  readonly fromMs: number | null;
  /** null: now. */
  readonly toMs: number | null;
  /** How far apart the engine's data is; null: a minute. */
  readonly stepMs: number | null;
}

export interface StartBackfillTools {
  readonly box: SecretBox;
  /** @throws Error for an address that this server must not be sent to */
  checkUrl(url: URL): void;
}

const DEFAULT_STEP_MS = MINUTE_MS;

/** Starts an import of history; the worker does it. Needs settings:write. @throws AppError */
export async function startBackfill(
  ctx: Ctx,
  input: StartBackfillInput,
  tools: StartBackfillTools,
): Promise<Backfill> {
  requireScope(ctx.actor, "settings:write");
  const nowMs = ctx.clock.nowMs();
  if (input.source.kind === "engine") checkEngine(input.source.url, tools);
  const span = spanOf(input, nowMs);
  const id = randomUUID();
  const name = input.name ?? `${subjectOf(input.source)} ${id}`;
  const headers =
    Object.keys(input.headers).length === 0 ? null : tools.box.seal(JSON.stringify(input.headers));
  return ctx.transaction(async (tx) => {
    if ((await tx.backfills.byName(name)) !== null)
      throw new AppError("conflict", "An import of that name exists already.", {
        errors: [{ pointer: "/name", message: "is taken" }],
      });
    const backfill = await tx.backfills.create({
      ...{ id, name, source: input.source, sealedHeaders: headers, span },
      ...{ demo: false, createdBy: actorName(ctx.actor), createdAtMs: nowMs },
    });
    await tx.audit.append(ctx.actor, "backfill.started", backfill.id, { name });
    await addBackfillJob(tx.jobs);
    return backfill;
  });
}

function subjectOf(source: BackfillSource): string {
  return source.kind === "engine" ? new URL(source.url).host : (source.path.split(/[\\/]/).at(-1) ?? "file");
}

function checkEngine(url: string, tools: StartBackfillTools): void {
  try {
    tools.checkUrl(new URL(url));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw refusal("/url", message);
  }
}

function spanOf({ source, fromMs, toMs, stepMs }: StartBackfillInput, nowMs: number): BackfillSpan | null {
  if (source.kind === "file") {
    if (fromMs !== null || toMs !== null || stepMs !== null)
      throw refusal("/from", "is not for files: a file is imported as a whole");
    return null;
  }
  const toOrNowMs = toMs ?? nowMs;
  if (stepMs !== null && stepMs < WINDOW_MS) throw refusal("/step_seconds", "must be at least 10");
  if (fromMs === null) throw refusal("/from", "is needed for an engine");
  if (fromMs >= toOrNowMs) throw refusal("/from", "must be before to");
  if (toOrNowMs > nowMs) throw refusal("/to", "must not be in the future");
  if (fromMs < nowMs - OLDEST_KEPT_MS)
    throw refusal("/from", "must not be longer ago than anything is kept (5 years)");
  return { fromMs, toMs: toOrNowMs, stepMs: stepMs ?? DEFAULT_STEP_MS };
}

function refusal(pointer: string, message: string): AppError {
  return new AppError("bad-request", `${pointer.slice(1)} ${message}.`, { errors: [{ pointer, message }] });
}
