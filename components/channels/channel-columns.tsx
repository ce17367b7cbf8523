import type { DataColumn } from "@/components/ui/data-table";
import type { ChannelContract } from "@/lib/contracts/channel";
import { destinationOf, KIND_LABEL, routingWords } from "./channel-words";

/** Who is told, and of what. */
export const CHANNEL_COLUMNS: readonly DataColumn<ChannelContract>[] = [
  {
    id: "name",
    label: "Channel",
    value: ({ name }) => name,
    cell: (channel) => (
      <>
        {channel.name}
        <span className="block max-w-[38ch] text-caption font-normal break-all text-ink-2">
          {destinationOf(channel)}
        </span>
      </>
    ),
  },
  { id: "kind", label: "By", value: ({ target }) => KIND_LABEL[target.kind] },
  { id: "routing", label: "Of what it is told", value: routingWords },
  {
    id: "state",
    label: "State",
    value: ({ enabled }) => (enabled ? "On" : "Switched off"),
    cell: ({ enabled, disabled_reason: reason }) => (
      <>
        {enabled ? "On" : "Switched off"}
        {reason === null ? null : <span className="block max-w-[30ch] text-caption text-warn">{reason}</span>}
      </>
    ),
  },
];
