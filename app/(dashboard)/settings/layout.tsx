import type { ReactNode } from "react";
import { settingsPages } from "@/app/(dashboard)/navigation";
import { NavLinks } from "@/components/shell/nav-links";
import { ScrollingLine } from "@/components/shell/scrolling-line";
import { createCtx } from "@/lib/compose/context";
import { pageActor } from "@/lib/http/page-actor";

/** The settings' own navigation. It authorises nothing: every page asks who is there, and every verb checks. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const actor = await pageActor();
  if (actor.kind !== "user") return children;
  return (
    <>
      <ScrollingLine>
        <NavLinks label="Settings" items={settingsPages(actor, createCtx(actor).demo)} />
      </ScrollingLine>
      {children}
    </>
  );
}
