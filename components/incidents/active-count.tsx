import { useQuery } from "@tanstack/react-query";
import { usePollWhileAway } from "@/components/queries/live-context";
import { activeIncidentsQuery } from "@/components/queries/incident-queries";

/** How many incidents are active, beside a link to them; nothing where none is, or nobody knows. */
export function ActiveCount() {
  const active = useQuery({ ...activeIncidentsQuery, refetchInterval: usePollWhileAway() });
  const count = active.data?.data.length ?? 0;
  if (count === 0) return null;
  return (
    <span
      className="ml-1.5 rounded-full bg-crit-bg px-1.5 text-[11.5px] leading-[18px] font-semibold text-crit tabular-nums"
      data-active-incidents={count}
    >
      {count}
      <span className="sr-only"> active</span>
    </span>
  );
}
