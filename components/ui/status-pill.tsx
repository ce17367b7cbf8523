import type { StatusModel } from "@/lib/pipeline/present/status-model";
import { StatusShape } from "./status-shape";
import { TONE_CLASS } from "./tone-class";

/** A state as shape, word and colour. */
export function StatusPill({ status, detail }: { status: StatusModel; detail?: string }) {
  return (
    <span className={`pill ${TONE_CLASS[status.tone]}`} data-status={status.word.toLowerCase()}>
      <StatusShape shape={status.shape} />
      {status.word}
      {detail === undefined ? null : <span className="font-[450]">{detail}</span>}
    </span>
  );
}
