import type { MissingFigureContract } from "@/lib/contracts/envelope";
import type { MissingFigure } from "@/lib/domain/snapshot";
import { nullFields } from "./no-snapshot";

const UNEXPLAINED_REMEDY =
  "Send the metrics that this figure is made of; the ingest page lists what arrives.";

/**
 * `meta.missing` of a scope: the cycle's own explanations, renamed by `rename` (a figure it leaves out is kept as it
 * is), and one for each null of `data` that the cycle did not explain, so that no null stands without a reason.
 */
export function missingOf(
  data: object,
  explained: readonly MissingFigure[],
  where: { readonly region?: string; readonly service?: string } = {},
  rename: Readonly<Record<string, string>> = {},
): MissingFigureContract[] {
  const byField = new Map(explained.map((figure) => [rename[figure.field] ?? figure.field, figure]));
  return nullFields(data, "")
    .filter((field) => !NOT_A_FIGURE.has(field) && !field.startsWith(PART_OF_LAST_WEEK))
    .map((field) => {
      const known = byField.get(field) ?? (field === LAST_WEEK.field ? LAST_WEEK : undefined);
      const reason = known?.reason ?? "no-data";
      return { field, reason, remedy: known?.remedy ?? UNEXPLAINED_REMEDY, ...where };
    });
}

/** Null says nothing more about these than the figures beside them do. */
const NOT_A_FIGURE = new Set([
  ...["timestamp", "newest_sample_at", "status_since", "region", "service"],
  ...["revenue_source", "revenue_at_risk_method", "revenue_history_weeks", "abandonment_factor"],
  ...["cost_minutes", "delivery", "competition"],
]);
const LAST_WEEK: MissingFigure = {
  field: "last_week",
  reason: "insufficient-history",
  remedy: "It follows once telemetry is a week old, or at once when history is imported (page History).",
};
/** What was sent then but for this is said by the figure itself. */
const PART_OF_LAST_WEEK = `${LAST_WEEK.field}.`;
