"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { SettingField } from "@/components/catalog/setting-field";
import { ApiProblem, errorSentence } from "@/components/queries/api-problem";
import { saveChannel } from "@/components/queries/channel-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { SidePanel } from "@/components/ui/side-panel";
import { showToast } from "@/components/ui/toast";
import type { ChannelBodyInput, ChannelContract } from "@/lib/contracts/channel";
import { CHANNEL_KINDS, type ChannelKind } from "@/lib/domain/notification";
import {
  bodyOfChannelDraft,
  draftOfChannel,
  refusedByChannel,
  type ChannelDraft,
  type ChannelProblems,
} from "./channel-draft";
import { KIND_LABEL } from "./channel-words";
import { RoutingFields } from "./routing-fields";
import { TargetFields } from "./target-fields";
import { TextInput } from "./text-input";

interface ChannelFormProps {
  /** null: a new one. */
  readonly channel: ChannelContract | null;
  readonly onDone: () => void;
}

/** Adds a channel, or changes one. */
export function ChannelForm({ channel, onDone }: ChannelFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState<ChannelDraft>(() => draftOfChannel(channel, ownTimeZone()));
  const [problems, setProblems] = useState<ChannelProblems>({});
  const saving = useSaving(channel, setProblems, onDone);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [problems]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { body, problems: found } = bodyOfChannelDraft(draft, channel?.enabled ?? true);
    setProblems(found ?? {});
    if (body !== null) saving.mutate(body);
  };
  const title = channel === null ? "Add a channel" : `Channel ${channel.name}`;
  const failed = saving.error !== null && Object.keys(problems).length === 0;
  const fields = { draft, problems, onChange: setDraft };
  return (
    <SidePanel title={title} onClose={onDone}>
      <form ref={form} onSubmit={submit} className="flex flex-col gap-4" aria-label={title} noValidate>
        {channel === null ? <KindField {...fields} /> : null}
        <TextInput {...fields} field="name" label="Name" />
        <TargetFields {...fields} hasSecret={channel?.has_secret ?? false} />
        <RoutingFields {...fields} />
        <div className="mt-1 flex flex-col gap-3 border-t border-line pt-4">
          <p role="alert" className="font-medium text-crit empty:hidden">
            {failed ? errorSentence(saving.error) : null}
          </p>
          <div className="flex gap-2">
            <button type="submit" className="btn btn-primary" disabled={saving.isPending}>
              {saving.isPending ? "Saving" : "Save"}
            </button>
            <button type="button" className="btn" onClick={onDone}>
              Cancel
            </button>
          </div>
        </div>
      </form>
    </SidePanel>
  );
}

function useSaving(
  channel: ChannelContract | null,
  setProblems: (problems: ChannelProblems) => void,
  onDone: () => void,
) {
  const client = useQueryClient();
  // What the list says later is not what was read: a change of somebody else's must not be overwritten.
  const [opened] = useState(channel);
  return useMutation({
    mutationFn: (body: ChannelBodyInput) => saveChannel(body, opened),
    onSuccess: async ({ data }) => {
      await client.invalidateQueries({ queryKey: queryKeys.channels.all });
      onDone();
      showToast({ text: `${data.name} is saved.` });
    },
    onError: (error) => {
      void client.invalidateQueries({ queryKey: queryKeys.channels.all });
      if (error instanceof ApiProblem) setProblems(refusedByChannel(error.fields));
    },
  });
}

function KindField({ draft, problems, onChange }: Parameters<typeof RoutingFields>[0]) {
  return (
    <SettingField label="What it is" problem={problems.kind}>
      {(input) => (
        <select
          {...input}
          className="field"
          value={draft.kind}
          onChange={({ target }) =>
            onChange({ ...draft, kind: target.value as ChannelKind, url: "", secret: "" })
          }
        >
          {CHANNEL_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {KIND_LABEL[kind]}
            </option>
          ))}
        </select>
      )}
    </SettingField>
  );
}

function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
