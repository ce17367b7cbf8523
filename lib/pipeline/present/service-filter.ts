import type { StatusCode } from "@/lib/contracts/status";
import { STATUS_CODES } from "@/lib/contracts/status-code";
import type { ServiceRow } from "./service-row";

/** The choice 'not configured' among owners and tiers; no owner is called so. */
export const NOT_CONFIGURED = "(none)";

/** What the list is narrowed to, as the address has it; null: not at all. */
export interface ServiceFilter {
  readonly q: string | null;
  readonly owner: string | null;
  readonly tier: string | null;
  readonly status: string | null;
}

type Filtered = Pick<ServiceRow, "name" | "owner" | "contact" | "tier" | "status">;

/** The rows that meet every part of the filter. A text meets a name, an owner or a contact that contains each of its words. */
export function filterServices<Row extends Filtered>(
  rows: readonly Row[],
  { q, owner, tier, status }: ServiceFilter,
): readonly Row[] {
  const words = (q ?? "")
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return rows.filter(
    (row) =>
      words.every((word) =>
        [row.name, row.owner, row.contact].some((text) => text?.toLowerCase().includes(word)),
      ) &&
      (owner === null || (row.owner ?? NOT_CONFIGURED) === owner) &&
      (tier === null || String(row.tier ?? NOT_CONFIGURED) === tier) &&
      (status === null || row.status === status),
  );
}

export function isFiltered({ q, owner, tier, status }: ServiceFilter): boolean {
  return [q, owner, tier, status].some((part) => part !== null && part.trim() !== "");
}

export interface FilterChoices {
  readonly owners: readonly string[];
  readonly tiers: readonly string[];
  readonly statuses: readonly StatusCode[];
}

/** What can be chosen: values that occur, and the one that is chosen although it does not. */
export function filterChoices(rows: readonly Filtered[], filter: ServiceFilter): FilterChoices {
  const values = (all: readonly (string | null)[], chosen: string | null) =>
    [...new Set([...all.map((each) => each ?? NOT_CONFIGURED), ...(chosen === null ? [] : [chosen])])].sort(
      (a, b) => Number(a === NOT_CONFIGURED) - Number(b === NOT_CONFIGURED) || a.localeCompare(b, "en"),
    );
  return {
    owners: values(
      rows.map((row) => row.owner),
      filter.owner,
    ),
    tiers: values(
      rows.map((row) => (row.tier === null ? null : String(row.tier))),
      filter.tier,
    ),
    statuses: STATUS_CODES.filter(
      (code) => code === filter.status || rows.some((row) => row.status === code),
    ),
  };
}
