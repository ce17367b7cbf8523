import type { DataColumn } from "@/components/ui/data-table";
import type { RegionContract } from "@/lib/contracts/region";
import { configuredMoney, placeText } from "@/lib/pipeline/present/catalog-model";
import { NotConfigured } from "./not-configured";

const placeOf = ({ latitude, longitude }: RegionContract) =>
  latitude === null || longitude === null ? null : placeText(latitude, longitude);
const amount = (value: number | null) => (value === null ? <NotConfigured /> : configuredMoney(value));

/** What is set of regions. */
export const REGION_COLUMNS: readonly DataColumn<RegionContract>[] = [
  {
    id: "name",
    label: "Region",
    value: ({ name }) => name,
    cell: ({ code, name }) => (
      <>
        {name}
        {name === code ? null : <span className="block text-caption font-normal text-ink-2">{code}</span>}
      </>
    ),
  },
  { id: "place", label: "Place", value: placeOf, cell: (region) => placeOf(region) ?? <NotConfigured /> },
  {
    id: "time-zone",
    label: "Time zone",
    value: (region) => region.time_zone,
    cell: (region) => region.time_zone ?? <NotConfigured />,
  },
  {
    id: "price",
    label: "Price of a server-hour",
    numeric: true,
    value: (region) => region.price_per_server_hour,
    cell: (region) => amount(region.price_per_server_hour),
  },
  {
    id: "revenue",
    label: "Revenue a minute",
    numeric: true,
    value: (region) => region.revenue_per_minute,
    cell: (region) => amount(region.revenue_per_minute),
  },
];
