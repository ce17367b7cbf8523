import type { ComponentProps } from "react";

interface FieldProps extends ComponentProps<"input"> {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
}

/** A labelled input, with an optional hint that screen readers read with it. */
export function Field({ label, hint, ...input }: FieldProps) {
  const hintId = `${input.name}-hint`;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={input.name} className="text-sm font-medium">
        {label}
      </label>
      <input
        {...input}
        id={input.name}
        aria-describedby={hint === undefined ? undefined : hintId}
        className="min-h-10 rounded-[7px] border border-line-strong bg-card px-3 text-[var(--ink)] focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-[var(--accent)]"
      />
      {hint !== undefined && (
        <p id={hintId} className="text-sm text-[var(--ink-2)]">
          {hint}
        </p>
      )}
    </div>
  );
}
