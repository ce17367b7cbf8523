import { useId, useState, type KeyboardEvent } from "react";
import { SERVICE_USES } from "@/lib/pipeline/present/catalog-uses";
import { withAdded, type ServiceDraft } from "./service-draft";
import { SettingField } from "./setting-field";

interface DependencyFieldProps {
  readonly draft: ServiceDraft;
  readonly onChange: (draft: ServiceDraft) => void;
  /** Services that it may call. */
  readonly others: readonly string[];
  readonly problem: string | undefined;
}

/** The services that a service calls: a list to take from, and a field to add to it. */
export function DependencyField({ draft, onChange, others, problem }: DependencyFieldProps) {
  const list = useId();
  const [unknown, setUnknown] = useState<string | null>(null);
  const add = () => {
    const name = draft.adding.trim();
    const known = name === "" || others.includes(name);
    setUnknown(known ? null : name);
    if (known) onChange(withAdded(draft));
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || draft.adding.trim() === "") return;
    event.preventDefault(); // or the form would be sent
    add();
  };
  const told = unknown === null ? problem : `no service "${unknown}" was ever seen`;
  const left = others.filter((name) => !draft.dependencies.includes(name));
  return (
    <SettingField label="Services that it calls" hint={SERVICE_USES.dependencies} problem={told}>
      {(input) => (
        <>
          <DependencyList draft={draft} onChange={onChange} />
          <div className="flex gap-2">
            <input
              {...input}
              className="field min-w-0 flex-1"
              list={list}
              value={draft.adding}
              autoComplete="off"
              spellCheck={false}
              onKeyDown={pressed}
              onChange={({ target }) => {
                setUnknown(null);
                onChange({ ...draft, adding: target.value });
              }}
            />
            <button type="button" className="btn" onClick={add}>
              Add
            </button>
          </div>
          <datalist id={list}>
            {left.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </>
      )}
    </SettingField>
  );
}

function DependencyList({ draft, onChange }: Pick<DependencyFieldProps, "draft" | "onChange">) {
  const { dependencies } = draft;
  if (dependencies.length === 0) return <p className="text-caption text-ink-2">None so far.</p>;
  return (
    <ul className="flex flex-wrap gap-1.5" aria-label="Services that it calls">
      {dependencies.map((name) => (
        <li
          key={name}
          className="inline-flex max-w-full items-center rounded-md bg-quiet-bg pl-2.5 text-[13px]"
        >
          <span className="min-w-0 wrap-anywhere">{name}</span>
          <button
            type="button"
            className="grid size-7 flex-none place-items-center rounded-md text-ink-2 hover:text-ink"
            aria-label={`Remove ${name}`}
            onClick={() => onChange({ ...draft, dependencies: dependencies.filter((each) => each !== name) })}
          >
            <svg viewBox="0 0 10 10" width="9" height="9" aria-hidden="true">
              <path d="m1 1 8 8m0-8-8 8" stroke="currentColor" strokeWidth="1.5" />
            </svg>
          </button>
        </li>
      ))}
    </ul>
  );
}
