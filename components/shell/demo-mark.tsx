"use client";

import { useQuery } from "@tanstack/react-query";
import { executiveQuery } from "@/components/queries/snapshot-queries";

/** Says plainly that nothing here is real, for as long as that is so. `expected`: before the first figures are there. */
export function DemoMark({ expected }: { expected: boolean }) {
  const { data } = useQuery(executiveQuery);
  const demo = data?.meta.as_of ? data.meta.demo : expected;
  if (!demo) return null;
  return (
    <aside
      aria-label="Demo data"
      className="border-b border-line bg-quiet-bg px-4 py-1 text-center text-caption text-ink-2 sm:px-7"
      data-demo="true"
    >
      <b className="font-semibold">Demo data:</b> a simulated fleet is sending this telemetry.
    </aside>
  );
}
