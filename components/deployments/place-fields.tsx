import { EMPTY_PLACE, PLACE_FIELDS, type PlaceDraft } from "./github-draft";

interface PlaceFieldsProps {
  readonly places: readonly PlaceDraft[];
  readonly onChange: (places: readonly PlaceDraft[]) => void;
}

const FIELD: Readonly<Record<keyof PlaceDraft, { label: string; placeholder: string }>> = {
  repository: { label: "Repository", placeholder: "any" },
  environment: { label: "GitHub’s environment", placeholder: "any" },
  service: { label: "belongs to service", placeholder: "repository’s name" },
  region: { label: "in region", placeholder: "by environment’s name" },
  as_environment: { label: "as environment", placeholder: "GitHub’s" },
};

/** Rules of where GitHub's deployments belong; the first that fits says it. */
export function PlaceFields({ places, onChange }: PlaceFieldsProps) {
  const change = (index: number, changed: Partial<PlaceDraft>) =>
    onChange(places.map((place, at) => (at === index ? { ...place, ...changed } : place)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-caption text-ink-2">
        Where deployments belong; the first rule that fits says it
      </legend>
      {places.map((place, index) => (
        <div
          key={index}
          className="grid grid-cols-2 items-end gap-2 border-t border-line pt-2 sm:grid-cols-3"
        >
          {PLACE_FIELDS.map((field) => (
            <label key={field} className="flex min-w-0 flex-col gap-1 text-caption text-ink-2">
              {FIELD[field].label}
              <input
                className="field"
                value={place[field]}
                placeholder={FIELD[field].placeholder}
                autoComplete="off"
                onChange={(event) => change(index, { [field]: event.target.value })}
              />
            </label>
          ))}
          <button
            type="button"
            className="btn btn-quiet"
            aria-label={`Remove rule ${index + 1}`}
            onClick={() => onChange(places.filter((_, at) => at !== index))}
          >
            Remove
          </button>
        </div>
      ))}
      <button type="button" className="btn self-start" onClick={() => onChange([...places, EMPTY_PLACE])}>
        Add a rule
      </button>
    </fieldset>
  );
}
