import type { ReactNode } from "react";
import { Skeleton } from "./skeleton";

interface PageSkeletonProps {
  /** For screen readers: 'regions'. */
  readonly what: string;
  /** Why what comes does not come. */
  readonly notice?: ReactNode;
  /** How long the page's sentence and the line below it usually are. */
  readonly titleChars?: number;
  readonly detailChars?: number;
  /** What stands above the sentence. */
  readonly above?: ReactNode;
  readonly gap?: string;
  readonly children: ReactNode;
}

/** A page before it is there: its sentence, then its parts in their places. */
export function PageSkeleton({
  what,
  notice,
  titleChars = 28,
  detailChars = 36,
  above,
  gap = "gap-1",
  children,
}: PageSkeletonProps) {
  return (
    <div className="flex flex-col gap-3" aria-busy="true">
      {notice}
      <p className="sr-only">Loading {what}</p>
      <div className={`flex flex-col ${gap}`}>
        {above}
        <span className="text-[25px] leading-[1.25]">
          <Skeleton chars={titleChars} />
        </span>
        <Skeleton chars={detailChars} />
      </div>
      {children}
    </div>
  );
}

/** A card with a list in it. */
export function ListSkeleton({ rows }: { rows: number }) {
  return (
    <div className="card flex flex-col gap-3">
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} className="skeleton w-full">
          {"\u00a0"}
        </span>
      ))}
    </div>
  );
}
