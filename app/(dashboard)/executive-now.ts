import { cache } from "react";
import { createCtx } from "@/lib/compose/context";
import { pageActor } from "@/lib/http/page-actor";
import { readExecutiveDashboard } from "@/lib/monitoring/read-executive-dashboard";

/** What an executive asks first; the shell and the page of one request read it once. */
export const executiveNow = cache(async () => readExecutiveDashboard(createCtx(await pageActor())));
