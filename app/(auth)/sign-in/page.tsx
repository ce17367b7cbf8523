import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { DEMO_PERSONAS } from "@/lib/auth/demo-persona";
import { processEnv } from "@/lib/compose/context";
import { pageActor } from "@/lib/http/page-actor";
import { safeNextPath } from "@/lib/http/safe-next-path";
import { Card } from "@/app/(auth)/card";
import { PersonaButtons } from "./persona-buttons";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

const TITLES = { executive: "executive", sre: "site reliability engineer", admin: "administrator" } as const;

interface SignInPageProps {
  readonly searchParams: Promise<{ readonly next?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const asked = (await searchParams).next;
  const next = safeNextPath(typeof asked === "string" ? asked : null);
  if ((await pageActor()).kind === "user") redirect(next);
  if (!processEnv().demo)
    return (
      <Card title="Sign in">
        <SignInForm next={next} />
      </Card>
    );
  const personas = DEMO_PERSONAS.map(({ role, sentence }) => ({ role, sentence, title: TITLES[role] }));
  return (
    <Card title="Look around as…">
      <p className="-mt-2 text-ink-2">This is a demo: a simulated fleet sends every figure you will see.</p>
      <PersonaButtons personas={personas} next={next} />
      <details>
        <summary className="min-h-8 cursor-pointer py-1.5 text-ink-2 hover:text-ink">
          Sign in with an email address instead
        </summary>
        <div className="pt-3">
          <SignInForm next={next} />
        </div>
      </details>
    </Card>
  );
}
