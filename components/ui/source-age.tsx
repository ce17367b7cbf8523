import { Age } from "./age";
import { ClockTime } from "./clock-time";

/** Of when figures are. */
export function SourceAge({ asOfMs }: { asOfMs: number | null }) {
  if (asOfMs === null) return "No figures yet";
  return (
    <>
      As of <ClockTime atMs={asOfMs} />, <Age atMs={asOfMs} />
    </>
  );
}
