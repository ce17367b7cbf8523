import { LocalClock } from "@/components/regions/local-clock";
import type { DataColumn } from "@/components/ui/data-table";
import type { RegionContract } from "@/lib/contracts/region";
import { configuredMoney } from "@/lib/pipeline/present/catalog-model";
import { formatPlace } from "@/lib/pipeline/present/format-place";
import { NotConfigured } from "./not-configured";

const placeOf = ({ latitude, longitude }: RegionContract) => formatPlace(latitude, longitude);
const amount = (value: number | null) => (value === null ? <NotConfigured /> : configuredMoney(value));

/** What is set of regions. @param currency of their amounts */
export function regionSettingsColumns(currency: string): readonly DataColumn<RegionContract>[] {
  return [...PLACES, ...amountColumns(currency)];
}

const PLACES: readonly DataColumn<RegionContract>[] = [
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
    cell: ({ time_zone }) => (time_zone === null ? <NotConfigured /> : <Zone name={time_zone} />),
  },
];

const amountColumns = (currency: string): readonly DataColumn<RegionContract>[] => [
  {
    id: "price",
    label: `Price of a server-hour, ${currency}`,
    numeric: true,
    value: (region) => region.price_per_server_hour,
    cell: (region) => amount(region.price_per_server_hour),
  },
  {
    id: "revenue",
    label: `Revenue a minute, ${currency}`,
    numeric: true,
    value: (region) => region.revenue_per_minute,
    cell: (region) => amount(region.revenue_per_minute),
  },
];

function Zone({ name }: { name: string }) {
  return (
    <span>
      {name}
      <span className="block text-caption">
        <LocalClock timeZone={name} />
      </span>
    </span>
  );
}
