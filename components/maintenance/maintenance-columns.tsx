import { ClockTime } from "@/components/ui/clock-time";
import type { DataColumn } from "@/components/ui/data-table";
import type { MaintenanceWindowContract } from "@/lib/contracts/maintenance-window";
import { whatWords, whenWords } from "@/lib/pipeline/present/maintenance-words";
import type { RegionNames } from "@/lib/pipeline/present/region-name";

const SHOWN = 3;

export function maintenanceColumns(nameOf: RegionNames): readonly DataColumn<MaintenanceWindowContract>[] {
  return [
    { id: "name", label: "Window", value: ({ name }) => name },
    { id: "what", label: "What", long: true, value: (window) => whatWords(window, nameOf) },
    { id: "when", label: "When", long: true, value: (window) => whenWords(window) },
    {
      id: "next",
      label: "Next",
      time: true,
      long: true,
      value: ({ next }) => (next[0] === undefined ? null : Date.parse(next[0].from)),
      cell: (window) => <NextOccurrences window={window} />,
    },
  ];
}

function NextOccurrences({ window: { next, open } }: { window: MaintenanceWindowContract }) {
  if (next.length === 0) return <span className="text-ink-2">It is over.</span>;
  return (
    <ul data-next>
      {next.slice(0, SHOWN).map(({ from, to }, index) => (
        <li key={from}>
          {open && index === 0 ? (
            <>
              <strong className="font-[570]">Now</strong>, until <Moment at={to} />
            </>
          ) : (
            <Moment at={from} />
          )}
        </li>
      ))}
    </ul>
  );
}

function Moment({ at }: { at: string }) {
  const atMs = Date.parse(at);
  return (
    <>
      <ClockTime atMs={atMs} show="date" /> <ClockTime atMs={atMs} />
    </>
  );
}
