import type { Metadata } from "next";
import { signedInPageActor } from "@/lib/http/page-actor";
import { Card } from "@/app/(auth)/card";
import { SignOutButton } from "@/app/(auth)/sign-out-button";

export const metadata: Metadata = { title: "Sign out" };

export default async function SignOutPage() {
  const { name, role } = await signedInPageActor("/");
  return (
    <Card title="Sign out">
      <p>
        You are signed in as {name} ({role}).
      </p>
      <SignOutButton />
    </Card>
  );
}
