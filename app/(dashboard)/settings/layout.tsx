import type { ReactNode } from "react";
import { settingsPages } from "@/app/(dashboard)/navigation";
import { NavLinks } from "@/components/shell/nav-links";
import { createCtx } from "@/lib/compose/context";
import { pageActor } from "@/lib/http/page-actor";

/** The settings' own navigation. It authorises nothing: every page asks who is there, and every verb checks. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const actor = await pageActor();
  if (actor.kind !== "user") return children;
  return (
    <>
      <div className="-mx-4 mb-4 flex h-10 overflow-x-auto border-b border-line px-4 sm:-mx-7 sm:px-7 kiosk:hidden print:hidden">
        <NavLinks label="Settings" items={settingsPages(actor, createCtx(actor).demo)} />
      </div>
      {children}
    </>
  );
}
