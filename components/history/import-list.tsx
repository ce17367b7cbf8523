"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { errorSentence } from "@/components/queries/api-problem";
import { cancelImport } from "@/components/queries/backfill-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { Age } from "@/components/ui/age";
import type { BackfillContract } from "@/lib/contracts/backfill";
import { formatCount } from "@/lib/pipeline/present/format-number";
import { importLine } from "@/lib/pipeline/present/import-line";
import { FigureValue } from "@/components/ui/figure-value";

interface ImportListProps {
  readonly backfills: readonly BackfillContract[];
  readonly mayCancel: boolean;
}

const FULL_PERCENT = 100;

/** Every import with its progress, newest first. */
export function ImportList({ backfills, mayCancel }: ImportListProps) {
  if (backfills.length === 0) return <p className="py-3 text-ink-2">Nothing has been imported yet.</p>;
  return (
    <ul className="flex flex-col divide-y divide-line">
      {backfills.map((backfill) => (
        <ImportItem key={backfill.id} backfill={backfill} mayCancel={mayCancel} />
      ))}
    </ul>
  );
}

function ImportItem({ backfill, mayCancel }: { backfill: BackfillContract; mayCancel: boolean }) {
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelImport(backfill.id),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.backfills.all }),
  });
  const open = backfill.state === "waiting" || backfill.state === "running";
  const failed = backfill.state === "failed" || cancel.error !== null;
  return (
    <li className="flex flex-col gap-1.5 py-2.5" data-import={backfill.name}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <span className="min-w-0 font-[570] break-words">
          {backfill.name}
          {backfill.demo ? <span className="ml-2 text-[12px] font-[450] text-ink-3">demo</span> : null}
        </span>
        <span className="text-caption text-ink-2">
          <FigureValue value={formatCount(backfill.rows)} /> rows, started{" "}
          <Age atMs={Date.parse(backfill.created_at)} />
        </span>
      </div>
      {backfill.state === "done" ? null : (
        <progress
          className="h-2 w-full"
          max={FULL_PERCENT}
          value={backfill.progress_percent ?? (open ? undefined : 0)}
          aria-label={`Progress of ${backfill.name}`}
        />
      )}
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span
          className={`min-w-0 text-caption break-words ${failed ? "text-crit" : "text-ink-2"}`}
          data-testid="import-state"
        >
          {cancel.error ? errorSentence(cancel.error) : importLine(backfill)}
          {backfill.skipped_windows > 0
            ? `. ${backfill.skipped_windows.toLocaleString("en")} windows were known already`
            : ""}
        </span>
        {open && mayCancel ? (
          <button
            type="button"
            className="btn btn-quiet"
            onClick={() => cancel.mutate()}
            disabled={cancel.isPending}
            aria-label={`Cancel ${backfill.name}`}
          >
            {cancel.isPending ? "Cancelling" : "Cancel"}
          </button>
        ) : null}
      </div>
    </li>
  );
}
