"use client";

import { useState, type FormEvent } from "react";
import { ActionButton } from "@/app/(auth)/action-button";
import { ErrorText } from "@/app/(auth)/error-text";
import { Field } from "@/app/(auth)/field";
import { sendJson } from "@/app/(auth)/send-json";

interface FirstAdminFormProps {
  readonly token: string;
  readonly minPassword: number;
  readonly maxPassword: number;
}

/** Makes the first admin and signs them in. */
export function FirstAdminForm({ token, minPassword, maxPassword }: FirstAdminFormProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function create(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const credentials = { email: form.get("email"), password: form.get("password") };
    setBusy(true);
    setError(null);
    const created = await sendJson("/api/auth/first-admin", {
      token,
      name: form.get("name"),
      ...credentials,
    });
    if (created.ok) {
      const signedIn = await sendJson("/api/auth/sign-in/email", credentials);
      return window.location.assign(signedIn.ok ? "/" : "/sign-in");
    }
    setError(created.text);
    setBusy(false);
  }

  return (
    <form onSubmit={create} method="post" className="flex flex-col gap-4">
      <Field label="Your name" name="name" autoComplete="name" maxLength={80} required />
      <Field label="Email address" name="email" type="email" autoComplete="username" required />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        hint={`At least ${minPassword} characters.`}
        minLength={minPassword}
        maxLength={maxPassword}
        required
      />
      <ErrorText text={error} />
      <ActionButton type="submit" disabled={busy}>
        {busy ? "Creating…" : "Create the admin account"}
      </ActionButton>
    </form>
  );
}
