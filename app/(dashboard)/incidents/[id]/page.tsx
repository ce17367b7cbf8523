import { HydrationBoundary } from "@tanstack/react-query";
import { openAnomaliesSeed } from "@/app/(dashboard)/anomaly-seeds";
import { dehydratedQueries, type Seed } from "@/app/(dashboard)/dehydrated-queries";
import { may } from "@/app/(dashboard)/navigation";
import { IncidentPage } from "@/components/incidents/incident-page";
import { queryKeys } from "@/components/queries/query-keys";
import { listResponders } from "@/lib/auth/list-responders";
import { createCtx } from "@/lib/compose/context";
import { incidentDetailResponseSchema } from "@/lib/contracts/incident";
import { signedInPageActor } from "@/lib/http/page-actor";
import { tellingSignal } from "@/lib/pipeline/present/incident-chart";
import { decodedSegment } from "@/lib/pipeline/present/path-segment";
import { incidentAnswer } from "@/lib/pipeline/present/rest/present-incident";
import { readScopeObjectives } from "@/lib/slo/read-scope-objectives";
import { knownIncident } from "./known-incident";

interface PageProps {
  readonly params: Promise<{ id: string }>;
}

export default async function Page({ params }: PageProps) {
  const segment = (await params).id;
  const id = decodedSegment(segment);
  const actor = await signedInPageActor(`/incidents/${segment}`);
  const ctx = createCtx(actor);
  const reading = await knownIncident(actor, id);
  if (reading === null) return null; // the layout has refused it
  const mayAct = may(actor, "incidents:write");
  const answer = incidentAnswer(reading);
  const place = tellingSignal(answer.data.signals) ?? { region: null, service: null };
  const [objectives, responders, unusual] = await Promise.all([
    readScopeObjectives(ctx, { region: place.region, service: place.service }),
    mayAct ? listResponders(ctx) : [],
    openAnomaliesSeed(ctx),
  ]);
  const own: Seed = { queryKey: queryKeys.incidents.one(id), schema: incidentDetailResponseSchema, answer };
  return (
    <HydrationBoundary state={dehydratedQueries([own, unusual], ctx.clock.nowMs())}>
      <IncidentPage
        key={id}
        id={id}
        me={actor.id}
        mayAct={mayAct}
        responders={responders}
        objectives={objectives}
      />
    </HydrationBoundary>
  );
}
