"use client";

import { useState } from "react";
import { ActionButton } from "./action-button";
import { ErrorText } from "./error-text";
import { sendJson } from "./send-json";

/** Ends this session and goes to `next`, the sign-in page. */
export function SignOutButton({ next = "/sign-in" }: { readonly next?: string }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function signOut() {
    setBusy(true);
    const sent = await sendJson("/api/auth/sign-out", {});
    // A full load: what this tab still holds of the person who left must go.
    if (sent.ok) return window.location.assign(next);
    setError(sent.text);
    setBusy(false);
  }

  return (
    <>
      <ActionButton onClick={signOut} disabled={busy}>
        Sign out
      </ActionButton>
      <ErrorText text={error} />
    </>
  );
}
