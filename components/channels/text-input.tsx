import { SettingField } from "@/components/catalog/setting-field";
import type { ReactNode } from "react";
import type { ChannelDraft, ChannelProblems } from "./channel-draft";

type TextField = {
  [Field in keyof ChannelDraft]: ChannelDraft[Field] extends string ? Field : never;
}[keyof ChannelDraft];

export interface ChannelFieldsProps {
  readonly draft: ChannelDraft;
  readonly problems: ChannelProblems;
  readonly onChange: (draft: ChannelDraft) => void;
}

interface TextInputProps extends ChannelFieldsProps {
  readonly field: Exclude<TextField, "kind" | "encryption">;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly type?: "text" | "url" | "time" | "password";
  /** Its name in the request, where that is another. */
  readonly name?: string;
}

/** A labelled text of the form. */
export function TextInput({ draft, problems, onChange, field, label, hint, type, name }: TextInputProps) {
  return (
    <SettingField label={label} hint={hint} problem={problems[name ?? field]}>
      {(input) => (
        <input
          {...input}
          className="field"
          type={type ?? "text"}
          value={draft[field]}
          autoComplete={type === "password" ? "new-password" : "off"}
          spellCheck={false}
          onChange={({ target }) => onChange({ ...draft, [field]: target.value })}
        />
      )}
    </SettingField>
  );
}
