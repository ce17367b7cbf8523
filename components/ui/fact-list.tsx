import type { ReactNode } from "react";

/** Names and what belongs to them, in a grid that fits its place. */
export function FactList({ children }: { children: ReactNode }) {
  return (
    <dl className="mt-2 grid grid-cols-[repeat(auto-fill,minmax(132px,1fr))] gap-x-5 gap-y-3">{children}</dl>
  );
}

interface FactProps {
  readonly name: string;
  /** Below it, small: what belongs to it. */
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

export function Fact({ name, note, children }: FactProps) {
  return (
    <div data-fact={name}>
      <dt className="text-caption text-ink-2">{name}</dt>
      <dd className="text-[16px] font-semibold tracking-[-0.01em] tabular-nums">{children}</dd>
      {note === undefined ? null : <dd className="text-caption text-ink-2">{note}</dd>}
    </div>
  );
}
