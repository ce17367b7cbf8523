import type { Metadata } from "next";
import { listOwnSessions, type OwnSession } from "@/lib/auth/list-own-sessions";
import { createCtx } from "@/lib/compose/context";
import { signedInPageActor } from "@/lib/http/page-actor";
import { Card } from "@/app/(auth)/card";
import { SignOutButton } from "@/app/(auth)/sign-out-button";
import { describeDevice } from "./describe-device";
import { RevokeButton } from "./revoke-button";

export const metadata: Metadata = { title: "Sessions" };

function Moment({ atMs }: { readonly atMs: number }) {
  const iso = new Date(atMs).toISOString();
  return <time dateTime={iso}>{`${iso.slice(0, 16).replace("T", " ")} UTC`}</time>;
}

function SessionRow({ session }: { readonly session: OwnSession }) {
  const device = describeDevice(session.userAgent);
  return (
    <li className="flex items-center justify-between gap-3 border-t border-line pt-3">
      <div className="min-w-0">
        <p className="font-medium">
          {device} {session.current && "(this one)"}
        </p>
        <p className="text-caption text-ink-2">
          {session.address === null || session.address === "" ? "Since " : `From ${session.address}, since `}
          <Moment atMs={session.createdAtMs} />
          <span className="block">
            Last used <Moment atMs={session.lastUsedAtMs} />
          </span>
        </p>
      </div>
      {!session.current && (
        <RevokeButton
          path="/api/auth/sessions/revoke"
          body={{ id: session.id }}
          text="Revoke"
          label={`Revoke ${device}`}
        />
      )}
    </li>
  );
}

export default async function SessionsPage() {
  const sessions = await listOwnSessions(createCtx(await signedInPageActor("/sessions")));
  return (
    <Card title="Where you are signed in">
      <ul className="flex flex-col gap-3">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
      {sessions.length > 1 && (
        <RevokeButton path="/api/auth/sessions/revoke-others" body={{}} text="Revoke all others" />
      )}
      <SignOutButton />
    </Card>
  );
}
