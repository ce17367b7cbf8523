import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { dehydratedQueries } from "@/app/(dashboard)/dehydrated-queries";
import { ReliabilityPage } from "@/components/incidents/reliability-page";
import { queryKeys } from "@/components/queries/query-keys";
import { createCtx } from "@/lib/compose/context";
import { incidentReliabilityResponseSchema } from "@/lib/contracts/incident-reliability";
import { DAY_MS } from "@/lib/domain/window";
import { signedInPageActor } from "@/lib/http/page-actor";
import { readReliability } from "@/lib/pipeline/incidents/read-reliability";
import { reliabilityAnswer } from "@/lib/pipeline/present/rest/present-reliability";

export const metadata: Metadata = { title: "Reliability review" };

const CHOICES = [4, 12, 26, 52];
const DEFAULT_WEEKS = 12;
const WEEK_DAYS = 7;

interface Props {
  readonly searchParams: Promise<{ readonly weeks?: string | string[] }>;
}

export default async function Page({ searchParams }: Props) {
  const ctx = createCtx(await signedInPageActor("/incidents/reliability"));
  const asked = Number((await searchParams).weeks);
  const weeks = CHOICES.includes(asked) ? asked : DEFAULT_WEEKS;
  const nowMs = ctx.clock.nowMs();
  const review = await readReliability(ctx, { fromMs: nowMs - weeks * WEEK_DAYS * DAY_MS });
  const seed = {
    queryKey: queryKeys.incidents.reliability(weeks),
    schema: incidentReliabilityResponseSchema,
    answer: reliabilityAnswer(review),
  };
  return (
    <HydrationBoundary state={dehydratedQueries([seed], nowMs)}>
      <ReliabilityPage weeks={weeks} choices={CHOICES} />
    </HydrationBoundary>
  );
}
