import type { DryRunContract, ResponseRunContract } from "@/lib/contracts/response";
import type { ResponseRun, TargetFigures } from "@/lib/domain/response";
import type { RestAnswer } from "./rest-answer";
import { isoOf, isoOrNull } from "./rest-value";

/** A run with what its action is in words. */
interface DescribedRun {
  readonly run: ResponseRun;
  readonly change: string;
  readonly undoable: boolean;
}

/** @param last where the next page goes on; null: on the last */
export function responseListAnswer(page: {
  readonly runs: readonly DescribedRun[];
  readonly last: Pick<ResponseRun, "createdMs" | "id"> | null;
}): RestAnswer<ResponseRunContract[]> {
  const { runs, last } = page;
  return {
    ...{ data: runs.map(presentRun), asOfMs: null, missing: [] },
    demo: runs.some(({ run }) => run.demo),
    meta: { next_cursor: last === null ? null : `${last.createdMs}.${last.id}` },
  };
}

export function responseAnswer(described: DescribedRun): RestAnswer<ResponseRunContract> {
  return { data: presentRun(described), asOfMs: null, demo: described.run.demo, missing: [] };
}

type Verdict =
  | {
      readonly kind: "allowed";
      readonly remaining: {
        readonly actionRuns: number;
        readonly scopeRuns: number;
        readonly capacityShare: number;
      };
    }
  | { readonly kind: "refused"; readonly limit: string; readonly text: string };

export function dryRunAnswer(
  dry: DescribedRun & {
    readonly expected: string;
    readonly executor: string | null;
    readonly request: unknown;
    readonly figures: TargetFigures | null;
    readonly capacityShare: number | null;
    readonly verdict: Verdict;
  },
): RestAnswer<DryRunContract> {
  const { change, expected, executor, request, capacityShare, verdict, figures } = dry;
  const isAllowed = verdict.kind === "allowed";
  const data = {
    ...{ response: presentRun(dry), change, expected, executor, request },
    target: presentFigures(figures),
    capacity_share: capacityShare,
    allowed: isAllowed,
    refused_by: isAllowed ? null : { limit: verdict.limit, text: verdict.text },
    remaining: isAllowed
      ? {
          action_runs: verdict.remaining.actionRuns,
          scope_runs: verdict.remaining.scopeRuns,
          capacity_share: verdict.remaining.capacityShare,
        }
      : null,
  };
  return { data, asOfMs: null, demo: dry.run.demo, missing: [] };
}

function presentRun({ run, change, undoable }: DescribedRun): ResponseRunContract {
  const { id, mode, region, service, action, state, reason, request, answer, outcome, demo } = run;
  return {
    ...{ id, mode, region, service, change, undoable, state, reason, request, answer, outcome, demo },
    policy: { id: run.policyId, name: run.policyName },
    incident_id: run.incidentId,
    action: { action: action.kind, share: action.share, to_region: action.toRegion },
    held_by: run.heldBy,
    created_at: isoOf(run.createdMs),
    expires_at: isoOrNull(run.expiresMs),
    decided_by: run.decidedBy,
    decided_at: isoOrNull(run.decidedMs),
    executed_at: isoOrNull(run.executedMs),
    verify_by: isoOrNull(run.verifyByMs),
    ended_at: isoOrNull(run.endedMs),
    capacity_share: run.capacityShare,
    before: presentFigures(run.before),
    after: presentFigures(run.after),
  };
}

function presentFigures(figures: TargetFigures | null) {
  return (
    figures && {
      newest_sample_at: isoOrNull(figures.newestSampleMs),
      requests_per_second: figures.requestsPerSecond,
      error_rate: figures.errorRatio,
      latency_p99: figures.latencyP99Ms,
      cpu: figures.cpuRatio,
      memory: figures.memoryRatio,
      disk: figures.diskRatio,
      connections: figures.connectionRatio,
      servers: figures.servers,
    }
  );
}
