import type { BackfillContract } from "@/lib/contracts/backfill";
import { backfillEtaMs, backfillProgress, type Backfill, type BackfillSource } from "@/lib/domain/backfill";

const MS_PER_SECOND = 1_000;
const iso = (timeMs: number | null | undefined) =>
  timeMs === null || timeMs === undefined ? null : new Date(timeMs).toISOString();

/** An import as the REST contract has it. */
export function presentBackfill(backfill: Backfill): BackfillContract {
  const { source, span } = backfill;
  const progress = backfillProgress(backfill);
  const etaMs = backfillEtaMs(backfill);
  return {
    id: backfill.id,
    name: backfill.name,
    kind: source.kind,
    subject: subjectOf(source),
    has_headers: backfill.hasHeaders,
    demo: backfill.demo,
    state: backfill.state,
    from: iso(span?.fromMs),
    to: iso(span?.toMs),
    step_seconds: span === null ? null : span.stepMs / MS_PER_SECOND,
    progress_percent: progress === null ? null : progress * 100,
    eta_seconds: etaMs === null ? null : etaMs / MS_PER_SECOND,
    points: backfill.points,
    rows: backfill.rows,
    skipped_windows: backfill.skipped,
    problem: backfill.problem,
    created_at: new Date(backfill.createdAtMs).toISOString(),
    created_by: backfill.createdBy,
    finished_at: iso(backfill.finishedAtMs),
  };
}

/** An engine's origin and path, for nothing else of an address is for every reader; a file's name. */
function subjectOf(source: BackfillSource): string {
  if (source.kind === "file") return source.path.split(/[\\/]/).at(-1) ?? "";
  const { origin, pathname } = new URL(source.url);
  return pathname === "/" ? origin : `${origin}${pathname}`;
}
