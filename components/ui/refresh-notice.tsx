"use client";

import { errorSentence } from "@/components/queries/api-problem";
import { Age } from "./age";
import { StatusShape } from "./status-shape";

interface RefreshNoticeProps {
  readonly error: Error | null;
  /** When the figures that are still shown came; 0: there are none. */
  readonly dataUpdatedAt: number;
  readonly what: string;
  readonly onRetry: () => void;
  readonly busy: boolean;
}

/** Says that something could not be refreshed, how old what is shown is, and offers to try again. Nothing without an error. */
export function RefreshNotice({ error, dataUpdatedAt, what, onRetry, busy }: RefreshNoticeProps) {
  if (error === null) return null;
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 text-caption text-warn">
      <span className="inline-flex items-center gap-1.5 font-semibold">
        <StatusShape shape="triangle" />
        {what} could not be refreshed
      </span>
      <span className="text-ink-2">
        {errorSentence(error)}
        {dataUpdatedAt === 0 ? null : (
          <>
            {" "}
            Shown is what came <Age atMs={dataUpdatedAt} />.
          </>
        )}
      </span>
      <button type="button" className="link" onClick={onRetry} disabled={busy}>
        {busy ? "Trying" : "Retry"}
      </button>
    </div>
  );
}
