import { cookies } from "next/headers";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { AddressKeeper } from "@/components/shell/address-keeper";
import type { ReactNode } from "react";
import { queryKeys } from "@/components/queries/query-keys";
import {
  SHORTCUTS_COOKIE,
  shortcutsOf,
  THEME_COOKIE,
  themeOf,
  TIME_ZONE_COOKIE,
  timeZoneOf,
} from "@/components/shell/preference-cookie";
import { Shell } from "@/components/shell/shell";
import { readBusinessSettings } from "@/lib/business/read-business-settings";
import { readRegions } from "@/lib/catalog/read-regions";
import { createCtx } from "@/lib/compose/context";
import { executiveDashboardResponseSchema } from "@/lib/contracts/executive-dashboard";
import { regionListResponseSchema } from "@/lib/contracts/region";
import { pageActor } from "@/lib/http/page-actor";
import { regionListAnswer } from "@/lib/pipeline/present/rest/catalog-answers";
import { executiveDashboardAnswer } from "@/lib/pipeline/present/rest/executive-dashboard-answer";
import { versionTag } from "@/lib/platform/version-tag";
import { dehydratedQueries } from "./dehydrated-queries";
import { executiveNow } from "./executive-now";
import { activeIncidentsSeed } from "./incident-seeds";
import { mainPages, may, settingsPages } from "./navigation";

/** The shell around the dashboard's pages. It authorises nothing: every page asks who is there, and every verb checks. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const actor = await pageActor();
  if (actor.kind !== "user") return children; // the page sends strangers to sign in and back to its own path
  const ctx = createCtx(actor);
  const [executive, regions, { currency }, incidents, jar] = await Promise.all([
    executiveNow(),
    readRegions(ctx),
    readBusinessSettings(ctx),
    activeIncidentsSeed(ctx),
    cookies(),
  ]);
  const nowMs = ctx.clock.nowMs();
  const queries = dehydratedQueries(
    [
      {
        queryKey: queryKeys.snapshot.executive,
        schema: executiveDashboardResponseSchema,
        answer: executiveDashboardAnswer(executive),
      },
      {
        queryKey: queryKeys.catalog.regions,
        schema: regionListResponseSchema,
        answer: regionListAnswer(regions, currency, versionTag),
      },
      incidents,
    ],
    nowMs,
  );
  return (
    <NuqsAdapter>
      <AddressKeeper />
      <Shell
        nav={mainPages(actor)}
        settings={settingsPages(actor, ctx.demo)}
        mayRunCycle={may(actor, "monitoring:run")}
        person={{ name: actor.name, role: actor.role }}
        theme={themeOf(jar.get(THEME_COOKIE)?.value)}
        shortcutsEnabled={shortcutsOf(jar.get(SHORTCUTS_COOKIE)?.value)}
        serverNowMs={nowMs}
        serverTimeZone={timeZoneOf(jar.get(TIME_ZONE_COOKIE)?.value)}
        demo={ctx.demo}
        queries={queries}
      >
        {children}
      </Shell>
    </NuqsAdapter>
  );
}
