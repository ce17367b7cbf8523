import type { KnownEventContract } from "@/lib/contracts/known-event";
import { formatDate } from "./format-time";

/** Effects are known to a whole per cent at best; a planned one may be finer. */
const WHOLE = new Intl.NumberFormat("en", { signDisplay: "exceptZero", maximumFractionDigits: 0 });
const FINE = new Intl.NumberFormat("en", { signDisplay: "exceptZero", maximumFractionDigits: 2 });

/** 38.2 → "+38 %". */
export function changeWords(percent: number): string {
  return `${whole(percent)} %`;
}

/** 30.25 → "+30.25 %". */
export function statedChangeWords(percent: number): string {
  return `${FINE.format(percent)} %`;
}

/** 31, 44 → "+31 % to +44 %". */
export function changeRange(lowPercent: number, highPercent: number): string {
  const [low, high] = [whole(lowPercent), whole(highPercent)];
  return low === high ? `${low} %` : `${low} % to ${high} %`;
}

/** "measured 28 Nov 2025: +38 %, +31 % to +44 %"; a day of UTC. */
export function measuredLikeWords(
  fromMs: number,
  percent: number,
  { low_percent: low, high_percent: high }: { readonly low_percent: number; readonly high_percent: number },
): string {
  return `measured ${formatDate(fromMs, "UTC")}: ${changeWords(percent)}, ${changeRange(low, high)}`;
}

/** What an event did, or why that is not known. */
export function measuredWords({ measured, not_measured: gap }: KnownEventContract): string {
  if (measured !== null)
    return `${changeWords(measured.traffic_change_percent)}, ${changeRange(measured.low_percent, measured.high_percent)}`;
  switch (gap) {
    case "not-yet":
    case null:
      return "not yet";
    case "no-history":
      return "no history";
    case "too-short":
      return "under an hour";
    case "too-long":
      return "over four weeks";
    default:
      return gap satisfies never;
  }
}

/** −0.2 reads "0", not "-0". */
function whole(percent: number): string {
  return WHOLE.format(Math.round(percent) + 0);
}
