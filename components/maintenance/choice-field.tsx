interface ChoiceFieldProps {
  readonly legend: string;
  /** Value and name of each. */
  readonly choices: readonly (readonly [value: string, name: string])[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Any number of things to choose; one that is not there any more can be left out. */
export function ChoiceField({ legend, choices, chosen, onChange }: ChoiceFieldProps) {
  const known = new Set(choices.map(([value]) => value));
  const gone = chosen.filter((value) => !known.has(value)).map((value) => [value, value] as const);
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]);
  return (
    <fieldset>
      <legend className="text-[13px] font-medium">{legend}</legend>
      <div className="mt-1 flex max-h-40 flex-wrap gap-x-4 overflow-y-auto">
        {[...choices, ...gone].map(([value, name]) => (
          <label key={value} className="flex min-h-[28px] items-center gap-1.5">
            <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
