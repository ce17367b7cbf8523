"use client";

import { useId, type ReactNode } from "react";
import { RefreshNotice } from "./refresh-notice";

/** What a part needs to know of its query. */
export interface PartQuery<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly dataUpdatedAt: number;
  readonly isFetching: boolean;
  readonly refetch: () => Promise<unknown>;
}

interface PagePartProps<T> {
  readonly title: string;
  /** Beside the title, such as a link to more. */
  readonly aside?: ReactNode;
  readonly query: PartQuery<T>;
  /** In a sentence: 'The senders could not be refreshed'. */
  readonly what: string;
  /** Of the place that it holds while it loads. */
  readonly heightPx: number;
  readonly className?: string;
  readonly children: (data: T) => ReactNode;
}

/** A part of a page with figures of its own: when it fails it keeps what it had, says how old that is, and the others go on. */
export function PagePart<T>(props: PagePartProps<T>) {
  const { title, aside, query, what, heightPx, className = "", children } = props;
  const id = useId();
  return (
    <section aria-labelledby={id} className={`card min-w-0 ${className}`} data-part={title}>
      <div className="flex items-baseline justify-between gap-3">
        <h2 id={id} className="card-title">
          {title}
        </h2>
        {aside}
      </div>
      <RefreshNotice
        error={query.error}
        dataUpdatedAt={query.dataUpdatedAt}
        what={what}
        onRetry={() => void query.refetch()}
        busy={query.isFetching}
      />
      {query.data === undefined ? <Loading title={title} heightPx={heightPx} /> : children(query.data)}
    </section>
  );
}

function Loading({ title, heightPx }: { title: string; heightPx: number }) {
  return (
    <div className="skeleton mt-2 w-full" style={{ height: heightPx }} aria-busy="true">
      <span className="sr-only">Loading: {title}</span>
    </div>
  );
}
