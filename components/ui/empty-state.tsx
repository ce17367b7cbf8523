import type { ReactNode } from "react";

interface EmptyStateProps {
  /** That there is nothing, in a sentence. */
  readonly title: string;
  /** How something gets here. */
  readonly children?: ReactNode;
}

/** In the place of a list or a chart that has nothing to show: a quiet dashed field, never a zero. */
export function EmptyState({ title, children }: EmptyStateProps) {
  return (
    <div className="empty-state" data-state="empty">
      <p className="font-[570] text-ink">{title}</p>
      {children === undefined ? null : <p className="max-w-[60ch]">{children}</p>}
    </div>
  );
}
