import { Skeleton } from "@/components/ui/skeleton";

const ROWS = 5;

/** A list of settings before it is there. */
export function SettingsSkeleton({ what }: { what: string }) {
  return (
    <div className="flex flex-col gap-4 py-2" aria-busy="true">
      <p className="sr-only">Loading {what}</p>
      {Array.from({ length: ROWS }, (_, row) => (
        <Skeleton key={row} chars={26} />
      ))}
    </div>
  );
}
