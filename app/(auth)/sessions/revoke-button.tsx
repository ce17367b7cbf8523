"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ActionButton } from "@/app/(auth)/action-button";
import { ErrorText } from "@/app/(auth)/error-text";
import { sendJson } from "@/app/(auth)/send-json";

interface RevokeButtonProps {
  readonly path: string;
  readonly body: unknown;
  readonly text: string;
  /** For screen readers, where the text alone does not say which one. */
  readonly label?: string;
}

/** Ends a session, or several, and shows the list anew. */
export function RevokeButton({ path, body, text, label }: RevokeButtonProps) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function revoke() {
    setBusy(true);
    const sent = await sendJson(path, body);
    setError(sent.ok ? null : sent.text);
    setBusy(false);
    router.refresh();
  }

  return (
    <div>
      <ActionButton look="plain" onClick={revoke} disabled={busy} aria-label={label}>
        {text}
      </ActionButton>
      <ErrorText text={error} />
    </div>
  );
}
