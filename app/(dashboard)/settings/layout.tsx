import type { ReactNode } from "react";
import { NavLinks, type NavItem } from "@/components/shell/nav-links";
import { createCtx } from "@/lib/compose/context";
import { pageActor } from "@/lib/http/page-actor";
import type { Actor, Scope } from "@/lib/platform/actor";

/** The settings' own navigation. It authorises nothing: every page asks who is there, and every verb checks. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const actor = await pageActor();
  if (actor.kind !== "user") return children;
  return (
    <>
      <div className="-mx-4 mb-4 flex h-10 overflow-x-auto border-b border-line px-4 sm:-mx-7 sm:px-7">
        <NavLinks label="Settings" items={settingsFor(actor, createCtx(actor).demo)} />
      </div>
      {children}
    </>
  );
}

interface SettingsPage extends NavItem {
  readonly scope: Scope;
  /** Only where the simulated fleet runs. */
  readonly demo?: boolean;
}

const SETTINGS_PAGES: readonly SettingsPage[] = [
  { href: "/settings/ingest", label: "Ingest", scope: "ingest-status:read" },
  { href: "/settings/mappings", label: "Mappings", scope: "ingest-status:read" },
  { href: "/settings/sources", label: "Sources", scope: "settings:write" },
  { href: "/settings/deployments", label: "Deployments", scope: "ingest-status:read" },
  { href: "/settings/history", label: "History", scope: "ingest-status:read" },
  { href: "/settings/demo", label: "Demo", scope: "monitoring:run", demo: true },
];

function settingsFor(actor: Actor, inDemo: boolean): readonly NavItem[] {
  const may = (scope: Scope) => (actor.scopes as readonly Scope[]).includes(scope);
  return SETTINGS_PAGES.filter(({ scope, demo }) => may(scope) && (inDemo || demo !== true));
}
