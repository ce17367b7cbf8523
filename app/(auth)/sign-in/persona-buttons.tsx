"use client";

import { useState } from "react";
import { ActionButton } from "@/app/(auth)/action-button";
import { ErrorText } from "@/app/(auth)/error-text";
import { sendJson } from "@/app/(auth)/send-json";

export interface PersonaButton {
  readonly role: string;
  readonly title: string;
  readonly sentence: string;
}

/** One click for each persona of the demo. */
export function PersonaButtons(props: {
  readonly personas: readonly PersonaButton[];
  readonly next: string;
}) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function signIn(role: string) {
    setBusy(true);
    setError(null);
    const sent = await sendJson("/api/demo/sign-in", { role });
    if (sent.ok) return window.location.assign(props.next);
    setError(sent.text);
    setBusy(false);
  }

  return (
    <ul className="flex flex-col gap-2.5">
      {props.personas.map(({ role, title, sentence }) => (
        <li key={role}>
          <ActionButton
            look="plain"
            disabled={busy}
            onClick={() => signIn(role)}
            aria-labelledby={`persona-${role}`}
            aria-describedby={`persona-${role}-why`}
            className="grid w-full grid-cols-[1fr_auto] items-center gap-x-3 py-2.5 text-left"
          >
            <span id={`persona-${role}`} className="font-semibold">
              Continue as {title}
            </span>
            <span aria-hidden="true" className="row-span-2 text-ink-2">
              →
            </span>
            <span id={`persona-${role}-why`} className="text-[13px] font-[450] text-ink-2">
              {sentence}
            </span>
          </ActionButton>
        </li>
      ))}
      <li className="contents">
        <ErrorText text={error} />
      </li>
    </ul>
  );
}
