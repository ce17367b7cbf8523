import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DemoPage } from "@/components/demo/demo-page";
import { queryKeys } from "@/components/queries/query-keys";
import { createCtx } from "@/lib/compose/context";
import { fleetStateResponseSchema } from "@/lib/contracts/demo-fleet";
import { readDemoFleet } from "@/lib/demo/read-demo-fleet";
import { signedInPageActor } from "@/lib/http/page-actor";
import { isAppError } from "@/lib/platform/errors";
import { dehydratedQueries } from "@/app/(dashboard)/dehydrated-queries";

export const metadata: Metadata = { title: "Demo" };

export default async function Page() {
  const actor = await signedInPageActor("/settings/demo");
  const ctx = createCtx(actor);
  if (!ctx.demo) notFound();
  if (!actor.scopes.includes("monitoring:run")) return <NotForYou />;
  const state = await readDemoFleet(ctx).catch((error: unknown) => {
    if (isAppError(error)) return null; // the page asks again, and says what is wrong
    throw error;
  });
  const seeds = state === null ? [] : [seedOf(state)];
  return (
    <HydrationBoundary state={dehydratedQueries(seeds, ctx.clock.nowMs())}>
      <DemoPage />
    </HydrationBoundary>
  );
}

function seedOf(data: Awaited<ReturnType<typeof readDemoFleet>>) {
  return {
    queryKey: queryKeys.demoFleet.all,
    schema: fleetStateResponseSchema,
    answer: { data, asOfMs: null, demo: true, missing: [] },
  };
}

/** The verb would refuse as well; this says it in a page of the house. */
function NotForYou() {
  return (
    <section className="mx-auto max-w-xl py-16 text-center">
      <h1 className="text-[21px] font-[640]">This page is for engineers and admins.</h1>
      <p className="mt-2 text-ink-2">Sign out and continue as another of the demo&apos;s people.</p>
    </section>
  );
}
