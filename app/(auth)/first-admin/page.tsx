import type { Metadata } from "next";
import { MAX_PASSWORD, MIN_PASSWORD } from "@/lib/auth/password-policy";
import { Card } from "@/app/(auth)/card";
import { FirstAdminForm } from "./first-admin-form";

export const metadata: Metadata = { title: "First admin" };

interface FirstAdminPageProps {
  readonly searchParams: Promise<{ readonly token?: string | string[] }>;
}

export default async function FirstAdminPage({ searchParams }: FirstAdminPageProps) {
  const { token } = await searchParams;
  if (typeof token !== "string" || token === "")
    return (
      <Card title="First admin">
        <p>Open the link that the terminal printed when the server started: it holds a one-time token.</p>
      </Card>
    );
  return (
    <Card title="Create the first admin">
      <p className="text-[var(--ink-2)]">
        The link works once. Everybody else gets an account on the server:{" "}
        <code>npm run people -- create</code>.
      </p>
      <FirstAdminForm token={token} minPassword={MIN_PASSWORD} maxPassword={MAX_PASSWORD} />
    </Card>
  );
}
