import { useId, type ReactNode } from "react";
import { problemSentence } from "./draft-body";

/** What an input of a field carries. */
export interface FieldInput {
  readonly id: string;
  readonly "aria-invalid": true | undefined;
  readonly "aria-describedby": string | undefined;
}

interface SettingFieldProps {
  readonly label: string;
  /** What the setting is used for, or how it is written. */
  readonly hint?: ReactNode;
  readonly problem: string | undefined;
  readonly children: (input: FieldInput) => ReactNode;
}

/** A labelled field with its hint, and what is wrong with it right below. */
export function SettingField({ label, hint, problem, children }: SettingFieldProps) {
  const id = useId();
  const parts = [
    problem === undefined ? null : `${id}-problem`,
    hint === undefined ? null : `${id}-hint`,
  ].filter((part) => part !== null);
  const input: FieldInput = {
    id,
    "aria-invalid": problem === undefined ? undefined : true,
    "aria-describedby": parts.length === 0 ? undefined : parts.join(" "),
  };
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-[13px] font-medium">
        {label}
      </label>
      {children(input)}
      {problem === undefined ? null : (
        <p id={`${id}-problem`} className="text-caption font-medium text-crit" data-problem>
          {problemSentence(problem)}
        </p>
      )}
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="text-caption text-ink-2">
          {hint}
        </p>
      )}
    </div>
  );
}
