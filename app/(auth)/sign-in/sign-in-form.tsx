"use client";

import { useState, type FormEvent } from "react";
import { ActionButton } from "@/app/(auth)/action-button";
import { ErrorText } from "@/app/(auth)/error-text";
import { Field } from "@/app/(auth)/field";
import { sendJson } from "@/app/(auth)/send-json";

/** Email and password. `next` is a path of this site, checked on the server. */
export function SignInForm({ next }: { readonly next: string }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function signIn(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(null);
    const body = { email: form.get("email"), password: form.get("password") };
    const sent = await sendJson("/api/auth/sign-in/email", body);
    if (sent.ok) return window.location.assign(next);
    setError(sent.text);
    setBusy(false);
  }

  return (
    <form onSubmit={signIn} method="post" className="flex flex-col gap-4">
      <Field label="Email address" name="email" type="email" autoComplete="username" required />
      <Field label="Password" name="password" type="password" autoComplete="current-password" required />
      <ErrorText text={error} />
      <ActionButton type="submit" disabled={busy}>
        {busy ? "Signing in…" : "Sign in"}
      </ActionButton>
    </form>
  );
}
