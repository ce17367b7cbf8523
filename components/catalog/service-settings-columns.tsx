import { ContactText } from "@/components/ui/contact-text";
import type { DataColumn } from "@/components/ui/data-table";
import type { ServiceContract } from "@/lib/contracts/service";
import { reachText } from "@/lib/pipeline/present/catalog-model";
import { NotConfigured } from "./not-configured";

/** What is set of services. */
export const SERVICE_COLUMNS: readonly DataColumn<ServiceContract>[] = [
  { id: "name", label: "Service", value: ({ name }) => name },
  { id: "tier", label: "Tier", value: ({ tier }) => tier, cell: ({ tier }) => tier ?? <NotConfigured /> },
  {
    id: "owner",
    label: "Owner",
    value: ({ owner }) => owner,
    cell: ({ owner }) => owner ?? <NotConfigured />,
  },
  {
    id: "contact",
    label: "Contact",
    value: ({ contact }) => contact,
    cell: ({ contact }) =>
      contact === null ? (
        <NotConfigured />
      ) : (
        <span className="inline-block min-w-[16ch] whitespace-normal wrap-anywhere">
          <ContactText contact={contact} />
        </span>
      ),
  },
  {
    id: "reach",
    label: "Reach",
    unit: "ratio 0–1",
    numeric: true,
    value: ({ reach }) => reach,
    cell: ({ reach }) => reachText(reach),
  },
  {
    id: "dependencies",
    label: "Calls",
    value: ({ dependencies }) => dependencies.join(", ") || null,
    cell: ({ dependencies }) =>
      dependencies.length === 0 ? (
        <span className="text-[12px] text-ink-3">None set</span>
      ) : (
        <span className="inline-block max-w-[38ch] whitespace-normal">{dependencies.join(", ")}</span>
      ),
  },
];
