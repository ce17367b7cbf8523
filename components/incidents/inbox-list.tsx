import { useMemo, useRef, useState } from "react";
import { KeyCaps } from "@/components/ui/key-caps";
import type { IncidentContract } from "@/lib/contracts/incident";
import { IncidentButtons } from "./incident-buttons";
import { IncidentLine } from "./incident-line";
import { ResolveDialog } from "./resolve-dialog";
import { useInboxKeys } from "./use-inbox-keys";
import { useIncidentDeeds, type IncidentDeeds } from "./use-incident-deeds";

interface InboxListProps {
  readonly rows: readonly IncidentContract[];
  readonly currency: string | undefined;
  readonly mayAct: boolean;
}

/** The incidents, to go through by keyboard and to act on one or several. */
export function InboxList({ rows, currency, mayAct }: InboxListProps) {
  const list = useRef<HTMLUListElement>(null);
  const deeds = useIncidentDeeds();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const ids = useMemo(() => rows.map(({ id }) => id), [rows]);
  const toggle = (id: string) =>
    setChosen(
      (before) => new Set(before.has(id) ? [...before].filter((each) => each !== id) : [...before, id]),
    );
  useInboxKeys({
    ...{ list, ids },
    onKey: (key, id) => {
      const incident = rows.find((each) => each.id === id);
      if (!mayAct || incident === undefined || deeds.busy) return;
      if (key === "x") toggle(id);
      else void (key === "a" ? deeds.acknowledge([incident]) : deeds.resolve([incident]));
    },
  });
  const active = rows.filter(({ status }) => status !== "resolved");
  const selected = active.filter(({ id }) => chosen.has(id));
  return (
    <section aria-label="Incidents" className="card flex flex-col gap-2">
      <KeyHelp mayAct={mayAct} />
      {mayAct && active.length > 0 ? (
        <BulkBar
          selected={selected}
          deeds={deeds}
          onAll={() =>
            setChosen(new Set(selected.length === active.length ? [] : active.map(({ id }) => id)))
          }
          onDone={() => setChosen(new Set())}
        />
      ) : null}
      <ul ref={list} className="flex flex-col">
        {rows.map((incident) => (
          <li
            key={incident.id}
            className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-t border-line py-2.5 has-[[data-title]:focus-visible]:bg-quiet-bg"
            data-incident={incident.id}
          >
            {mayAct && incident.status !== "resolved" ? (
              <label className="grid size-6 place-items-center">
                <input
                  type="checkbox"
                  aria-label={`Select incident ${incident.number}`}
                  checked={chosen.has(incident.id)}
                  onChange={() => toggle(incident.id)}
                />
              </label>
            ) : null}
            <IncidentLine incident={incident} currency={currency} />
            {mayAct ? <IncidentButtons incident={incident} deeds={deeds} /> : null}
          </li>
        ))}
      </ul>
      <ResolveDialog deeds={deeds} />
    </section>
  );
}

interface BulkBarProps {
  readonly selected: readonly IncidentContract[];
  readonly deeds: IncidentDeeds;
  readonly onAll: () => void;
  readonly onDone: () => void;
}

function BulkBar({ selected, deeds, onAll, onDone }: BulkBarProps) {
  const none = selected.length === 0 || deeds.busy;
  const act = async (deed: IncidentDeeds["acknowledge"]) => {
    await deed(selected);
    onDone();
  };
  return (
    <div className="flex flex-wrap items-center gap-2" role="group" aria-label="Selected incidents">
      <button type="button" className="btn" onClick={onAll}>
        Select all
      </button>
      <button type="button" className="btn" disabled={none} onClick={() => void act(deeds.acknowledge)}>
        Acknowledge selected
      </button>
      <button type="button" className="btn" disabled={none} onClick={() => void act(deeds.resolve)}>
        Resolve selected
      </button>
      <span className="text-caption text-ink-2 tabular-nums" role="status">
        {selected.length} selected
      </span>
    </div>
  );
}

const LOOK = [
  { keys: "j", label: "next" },
  { keys: "k", label: "previous" },
  { keys: "Enter", label: "open" },
];
const ACT = [
  { keys: "a", label: "acknowledge" },
  { keys: "r", label: "resolve" },
  { keys: "x", label: "select" },
];

function KeyHelp({ mayAct }: { mayAct: boolean }) {
  return (
    <ul aria-label="Keys" className="flex flex-wrap gap-x-4 gap-y-1 text-caption text-ink-2 max-sm:hidden">
      {[...LOOK, ...(mayAct ? ACT : [])].map(({ keys, label }) => (
        <li key={keys} className="flex items-center gap-1.5">
          <KeyCaps keys={keys} /> {label}
        </li>
      ))}
    </ul>
  );
}
