import { SettingField } from "@/components/catalog/setting-field";
import {
  INCIDENT_CATEGORIES,
  INCIDENT_SEVERITIES,
  type IncidentCategory,
  type IncidentSeverity,
} from "@/lib/domain/incident";
import { INCIDENT_CATEGORY_WORDS } from "@/lib/pipeline/present/incident-model";
import { severityModel } from "@/lib/pipeline/present/status-model";

interface KindFieldProps<Kind> {
  readonly value: Kind;
  readonly onChange: (value: Kind) => void;
}

export function SeverityField({ value, onChange }: KindFieldProps<IncidentSeverity>) {
  return (
    <SettingField label="Severity" problem={undefined}>
      {(input) => (
        <select
          {...input}
          className="field"
          value={value}
          onChange={({ target }) => onChange(target.value as IncidentSeverity)}
        >
          {INCIDENT_SEVERITIES.map((severity) => (
            <option key={severity} value={severity}>
              {severityModel(severity).word}
            </option>
          ))}
        </select>
      )}
    </SettingField>
  );
}

export function CategoryField({ value, onChange }: KindFieldProps<IncidentCategory>) {
  return (
    <SettingField label="Category" problem={undefined}>
      {(input) => (
        <select
          {...input}
          className="field"
          value={value}
          onChange={({ target }) => onChange(target.value as IncidentCategory)}
        >
          {INCIDENT_CATEGORIES.map((category) => (
            <option key={category} value={category}>
              {INCIDENT_CATEGORY_WORDS[category]}
            </option>
          ))}
        </select>
      )}
    </SettingField>
  );
}
