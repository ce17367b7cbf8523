import type { NavItem } from "@/components/shell/nav-links";
import type { Actor, Scope } from "@/lib/platform/actor";

interface Page extends NavItem {
  /** Without it, everybody who is signed in. */
  readonly scope?: Scope;
  /** Only where the simulated fleet runs. */
  readonly demo?: boolean;
}

const MAIN_PAGES: readonly Page[] = [
  { href: "/", label: "Executive" },
  { href: "/operations", label: "Operations" },
  { href: "/regions", label: "Regions" },
  { href: "/services", label: "Services" },
  { href: "/incidents", label: "Incidents", counts: "incidents" },
  { href: "/predictions", label: "Predictions" },
  { href: "/capacity", label: "Capacity" },
  { href: "/settings/ingest", label: "Settings", section: "/settings", scope: "ingest-status:read" },
  { href: "/docs", label: "API docs", document: true },
];

const SETTINGS_PAGES: readonly Page[] = [
  { href: "/settings/ingest", label: "Ingest", scope: "ingest-status:read" },
  { href: "/settings/mappings", label: "Mappings", scope: "ingest-status:read" },
  { href: "/settings/sources", label: "Sources", scope: "settings:write" },
  { href: "/settings/regions", label: "Regions", scope: "ingest-status:read" },
  { href: "/settings/services", label: "Services", scope: "ingest-status:read" },
  { href: "/settings/business", label: "Business", scope: "ingest-status:read" },
  { href: "/settings/peers", label: "Peers", scope: "settings:write" },
  { href: "/settings/objectives", label: "Objectives" },
  { href: "/settings/predictions", label: "Predictions" },
  { href: "/settings/alerts", label: "Alerts", scope: "ingest-status:read" },
  { href: "/settings/maintenance", label: "Maintenance" },
  { href: "/settings/channels", label: "Notifications", scope: "settings:write" },
  { href: "/settings/deployments", label: "Deployments", scope: "ingest-status:read" },
  { href: "/settings/history", label: "History", scope: "ingest-status:read" },
  { href: "/settings/demo", label: "Demo", scope: "monitoring:run", demo: true },
];

/** What the top bar leads to. It hides what somebody may not open, and authorises nothing. */
export function mainPages(actor: Actor): readonly NavItem[] {
  return openTo(actor, false, MAIN_PAGES);
}

/** What the settings' own navigation leads to. */
export function settingsPages(actor: Actor, inDemo: boolean): readonly NavItem[] {
  return openTo(actor, inDemo, SETTINGS_PAGES);
}

export function may(actor: Actor, scope: Scope): boolean {
  return (actor.scopes as readonly Scope[]).includes(scope);
}

function openTo(actor: Actor, inDemo: boolean, pages: readonly Page[]): readonly NavItem[] {
  return pages
    .filter(({ scope, demo }) => (scope === undefined || may(actor, scope)) && (inDemo || demo !== true))
    .map(({ scope: _, demo: __, ...item }) => item);
}
