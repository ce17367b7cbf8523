import { SettingField } from "@/components/catalog/setting-field";
import type { MailEncryption } from "./channel-draft";
import { TextInput, type ChannelFieldsProps } from "./text-input";

interface TargetFieldsProps extends ChannelFieldsProps {
  /** Whether a secret is stored, which stays where none is entered. */
  readonly hasSecret: boolean;
}

const SIGNING_BYTES = 32;
const ENCRYPTIONS: readonly (readonly [MailEncryption, string])[] = [
  ["tls", "TLS (usually port 465)"],
  ["starttls", "STARTTLS (usually port 587)"],
  ["none", "None: only inside your own network"],
];

/** Where the channel leads, by its kind. */
export function TargetFields({ hasSecret, ...fields }: TargetFieldsProps) {
  const kept = hasSecret ? " Leave it empty to keep what is stored." : "";
  const secret = { ...fields, field: "secret", type: "password" } as const;
  switch (fields.draft.kind) {
    case "slack":
      return (
        <TextInput
          {...secret}
          label="Address of the incoming webhook"
          hint={`From Slack’s app settings; it is kept as a secret.${kept}`}
        />
      );
    case "pagerduty":
      return (
        <>
          <TextInput
            {...secret}
            label="Routing key"
            hint={`32 characters, of an Events API v2 integration.${kept}`}
          />
          <TextInput
            {...fields}
            field="url"
            type="url"
            label="Address"
            hint="Empty: PagerDuty’s own. Accounts in the EU have another."
          />
        </>
      );
    case "webhook":
      return (
        <>
          <TextInput {...fields} field="url" type="url" label="Address" hint="Redirects are not followed." />
          <TextInput
            {...secret}
            type="text"
            label="Signing secret"
            hint={`By Standard Webhooks: whsec_ and base64 of 24 to 64 bytes. It is shown here only until you save.${kept}`}
          />
          <button
            type="button"
            className="btn self-start"
            onClick={() => fields.onChange({ ...fields.draft, secret: newSigningSecret() })}
          >
            Make a new secret
          </button>
        </>
      );
    case "email":
      return <MailFields {...fields} hasSecret={hasSecret} />;
    default:
      return fields.draft.kind satisfies never;
  }
}

function MailFields({ hasSecret, ...fields }: TargetFieldsProps) {
  const { draft, problems, onChange } = fields;
  const kept = hasSecret ? "Leave it empty to keep what is stored." : undefined;
  return (
    <>
      <TextInput {...fields} field="host" label="SMTP server" />
      <div className="grid grid-cols-2 items-start gap-3">
        <TextInput {...fields} field="port" label="Port" />
        <SettingField label="Encryption" problem={problems.encryption}>
          {(input) => (
            <select
              {...input}
              className="field"
              value={draft.encryption}
              onChange={({ target }) => onChange({ ...draft, encryption: target.value as MailEncryption })}
            >
              {ENCRYPTIONS.map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </SettingField>
        <TextInput {...fields} field="user" label="User" hint="Empty: no sign-in." />
        <TextInput {...fields} field="secret" type="password" label="Password" hint={kept} />
      </div>
      <TextInput {...fields} field="from" label="From" />
      <TextInput {...fields} field="to" label="To" hint="Addresses, separated by commas." />
    </>
  );
}

function newSigningSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SIGNING_BYTES));
  return `whsec_${btoa(String.fromCharCode(...bytes))}`;
}
