import type { FieldProblems } from "@/components/catalog/draft-body";
import { SettingField, type FieldInput } from "@/components/catalog/setting-field";
import type { PeerBody } from "@/lib/contracts/peer";
import type { PeerDraft } from "./peer-draft";

interface PeerFieldsProps {
  readonly draft: PeerDraft;
  readonly problems: FieldProblems<keyof PeerBody>;
  readonly onChange: (draft: PeerDraft) => void;
}

type TextField = Exclude<keyof PeerDraft, "role">;

/** The fields that belong to what the peer is. */
export function PeerFields({ draft, problems, onChange }: PeerFieldsProps) {
  const input = (field: TextField, type: "text" | "url" | "date" | "decimal" = "text") =>
    function Input(own: FieldInput) {
      return (
        <input
          {...own}
          className="field"
          type={type === "decimal" ? "text" : type}
          inputMode={type === "decimal" ? "decimal" : undefined}
          value={draft[field]}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => onChange({ ...draft, [field]: target.value })}
        />
      );
    };
  return (
    <>
      <SettingField label="Name" problem={problems.name}>
        {input("name")}
      </SettingField>
      {draft.role === "benchmark" ? (
        <>
          <div className="grid grid-cols-2 items-start gap-3">
            <SettingField label="Time to first byte, ms" problem={problems.latency_ms}>
              {input("latency_ms", "decimal")}
            </SettingField>
            <SettingField label="Answered well, %" problem={problems.success_percent}>
              {input("success_percent", "decimal")}
            </SettingField>
          </div>
          <SettingField
            label="Source"
            hint="Who measured it, and where it is written."
            problem={problems.source}
          >
            {input("source")}
          </SettingField>
          <SettingField label="Measured on" problem={problems.measured_on}>
            {input("measured_on", "date")}
          </SettingField>
        </>
      ) : (
        <SettingField
          label="Address"
          hint="Asked once a minute by a plain GET. A redirect counts as an answer and is not followed."
          problem={problems.url}
        >
          {input("url", "url")}
        </SettingField>
      )}
    </>
  );
}
