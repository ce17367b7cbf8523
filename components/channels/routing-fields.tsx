import { INCIDENT_SEVERITIES } from "@/lib/domain/incident";
import { DAYS } from "./channel-words";
import { TextInput, type ChannelFieldsProps } from "./text-input";

/** Of which incidents the channel is told. */
export function RoutingFields(fields: ChannelFieldsProps) {
  const { draft, onChange } = fields;
  return (
    <fieldset className="flex flex-col gap-4 border-t border-line pt-4">
      <legend className="float-left mb-1 w-full font-medium">Of what it is told</legend>
      <Choices
        label="Severities"
        hint="None chosen: all."
        choices={INCIDENT_SEVERITIES.map((severity) => [severity, severity])}
        chosen={draft.severities}
        onChange={(severities) => onChange({ ...draft, severities })}
      />
      <TextInput {...fields} field="regions" label="Regions" hint="Codes, separated by commas. Empty: all." />
      <TextInput
        {...fields}
        field="services"
        label="Services"
        hint="Names, separated by commas. Empty: all. An incident of a whole region concerns each of its services."
      />
      <label className="flex min-h-6 items-center gap-2">
        <input
          type="checkbox"
          checked={draft.always}
          onChange={({ target }) => onChange({ ...draft, always: target.checked })}
        />
        At any hour
      </label>
      {draft.always ? null : <HourFields {...fields} />}
    </fieldset>
  );
}

function HourFields(fields: ChannelFieldsProps) {
  const { draft, problems, onChange } = fields;
  return (
    <>
      <Choices
        label="Days"
        problem={problems.days}
        choices={DAYS.map((day, index) => [index + 1, day])}
        chosen={draft.days}
        onChange={(days) => onChange({ ...draft, days: [...days].sort((a, b) => a - b) })}
      />
      <div className="grid grid-cols-2 items-start gap-3">
        <TextInput {...fields} field="start" name="from" type="time" label="From" />
        <TextInput {...fields} field="end" name="to" type="time" label="Until" />
      </div>
      <TextInput {...fields} field="timeZone" name="time_zone" label="Time zone" hint="As Europe/Dublin." />
    </>
  );
}

interface ChoicesProps<Value> {
  readonly label: string;
  readonly hint?: string;
  readonly problem?: string;
  readonly choices: readonly (readonly [Value, string])[];
  readonly chosen: readonly Value[];
  readonly onChange: (chosen: readonly Value[]) => void;
}

function Choices<Value extends string | number>({
  label,
  hint,
  problem,
  choices,
  chosen,
  onChange,
}: ChoicesProps<Value>) {
  const toggle = (value: Value) =>
    onChange(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]);
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="text-[13px] font-medium">{label}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {choices.map(([value, text]) => (
          <label key={value} className="flex min-h-6 items-center gap-2">
            <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
            {text}
          </label>
        ))}
      </div>
      {problem === undefined ? null : <p className="text-caption font-medium text-crit">It {problem}.</p>}
      {hint === undefined ? null : <p className="text-caption text-ink-2">{hint}</p>}
    </fieldset>
  );
}
