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
    <ul className="flex flex-col gap-4">
      {props.personas.map(({ role, title, sentence }) => (
        <li key={role} className="flex flex-col gap-1">
          <ActionButton disabled={busy} onClick={() => signIn(role)} aria-describedby={`persona-${role}`}>
            Continue as {title}
          </ActionButton>
          <p id={`persona-${role}`} className="text-sm text-[var(--ink-2)]">
            {sentence}
          </p>
        </li>
      ))}
      <li className="contents">
        <ErrorText text={error} />
      </li>
    </ul>
  );
}
