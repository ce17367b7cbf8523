import type { LineReading } from "@/lib/pipeline/present/series-reading";
import { LINE_STYLE } from "./line-style";

/** A piece of a line, as a legend has it. */
export function LineMark({ role }: { role: LineReading["role"] }) {
  return (
    <svg viewBox="0 0 16 6" width="16" height="6" aria-hidden="true" className="shrink-0">
      <path d="M0 3h16" fill="none" {...LINE_STYLE[role]} strokeWidth={2} />
    </svg>
  );
}
