import type { HeaderDraft } from "./source-draft";

interface HeaderFieldsProps {
  readonly headers: readonly HeaderDraft[];
  readonly onChange: (headers: HeaderDraft[]) => void;
}

/** Headers that are sent with each query; stored values are never shown. */
export function HeaderFields({ headers, onChange }: HeaderFieldsProps) {
  const change = (index: number, changed: Partial<HeaderDraft>) =>
    onChange(headers.map((header, at) => (at === index ? { ...header, ...changed } : header)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-caption text-ink-2">Headers, kept encrypted</legend>
      {headers.map((header, index) => (
        <div key={index} className="flex flex-wrap gap-2">
          <input
            className="field min-w-32 flex-1"
            aria-label={`Name of header ${index + 1}`}
            placeholder="X-Scope-OrgID"
            value={header.name}
            readOnly={header.stored}
            autoComplete="off"
            onChange={(event) => change(index, { name: event.target.value })}
          />
          <input
            className="field min-w-32 flex-1"
            type="password"
            aria-label={`Value of header ${index + 1}`}
            placeholder={header.stored ? "Stored; type to replace it" : "Value"}
            value={header.value}
            autoComplete="off"
            onChange={(event) => change(index, { value: event.target.value })}
          />
          <button
            type="button"
            className="btn btn-quiet"
            aria-label={`Remove header ${index + 1}`}
            onClick={() => onChange(headers.filter((_, at) => at !== index))}
          >
            Remove
          </button>
        </div>
      ))}
      <button
        type="button"
        className="btn self-start"
        onClick={() => onChange([...headers, { name: "", value: "", stored: false }])}
      >
        Add a header
      </button>
    </fieldset>
  );
}
