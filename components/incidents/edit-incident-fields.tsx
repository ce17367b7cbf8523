import { useId } from "react";
import { SettingField } from "@/components/catalog/setting-field";
import { INCIDENT_ROLES } from "@/lib/domain/incident";
import type { EditIncidentDraft, EditProblems } from "./edit-incident-draft";
import { CategoryField, SeverityField } from "./kind-fields";
import { ROLE_WORDS, type Responders } from "./on-it-card";

interface EditIncidentFieldsProps {
  readonly draft: EditIncidentDraft;
  readonly problems: EditProblems;
  readonly timeZone: string;
  readonly responders: Responders;
  readonly onChange: (draft: EditIncidentDraft) => void;
}

/** What a person may set of an incident. */
export function EditIncidentFields(props: EditIncidentFieldsProps) {
  const { draft, problems, onChange } = props;
  return (
    <>
      <SettingField label="Title" problem={problems.title}>
        {(input) => (
          <input
            {...input}
            className="field"
            value={draft.title}
            autoComplete="off"
            onChange={({ target }) => onChange({ ...draft, title: target.value })}
          />
        )}
      </SettingField>
      <TextArea {...props} label="What is known" field="description" />
      <div className="grid grid-cols-2 items-start gap-3">
        <SeverityField value={draft.severity} onChange={(severity) => onChange({ ...draft, severity })} />
        <CategoryField value={draft.category} onChange={(category) => onChange({ ...draft, category })} />
      </div>
      <Moment {...props} label="Users feel it since" field="impact_start" />
      <Moment {...props} label="Until" field="impact_end" />
      <TextArea {...props} label="Root cause" field="root_cause" />
      <Roles {...props} />
    </>
  );
}

function TextArea({
  label,
  field,
  draft,
  problems,
  onChange,
}: EditIncidentFieldsProps & { readonly label: string; readonly field: "description" | "root_cause" }) {
  return (
    <SettingField label={label} problem={problems[field]}>
      {(input) => (
        <textarea
          {...input}
          className="field min-h-16"
          value={draft[field]}
          onChange={({ target }) => onChange({ ...draft, [field]: target.value })}
        />
      )}
    </SettingField>
  );
}

function Moment({
  label,
  field,
  draft,
  problems,
  timeZone,
  onChange,
}: EditIncidentFieldsProps & { readonly label: string; readonly field: "impact_start" | "impact_end" }) {
  return (
    <SettingField label={label} hint={`In ${timeZone}; empty: not known.`} problem={problems[field]}>
      {(input) => (
        <input
          {...input}
          type="datetime-local"
          step={1}
          className="field"
          value={draft[field]}
          onChange={({ target }) => onChange({ ...draft, [field]: target.value })}
        />
      )}
    </SettingField>
  );
}

/** Names of persons; those who can sign in are suggested. */
function Roles({ draft, responders, onChange }: EditIncidentFieldsProps) {
  const id = useId();
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1 text-[13px] font-medium">Roles</legend>
      {INCIDENT_ROLES.map((role) => (
        <SettingField key={role} label={ROLE_WORDS[role]} problem={undefined}>
          {(input) => (
            <input
              {...input}
              className="field"
              list={id}
              autoComplete="off"
              value={draft.roles[role]}
              onChange={({ target }) =>
                onChange({ ...draft, roles: { ...draft.roles, [role]: target.value } })
              }
            />
          )}
        </SettingField>
      ))}
      <datalist id={id}>
        {responders.map((each) => (
          <option key={each.id} value={each.name} />
        ))}
      </datalist>
    </fieldset>
  );
}
