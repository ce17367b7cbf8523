import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { dehydratedQueries } from "@/app/(dashboard)/dehydrated-queries";
import { may } from "@/app/(dashboard)/navigation";
import { ChannelsPage } from "@/components/channels/channels-page";
import { queryKeys } from "@/components/queries/query-keys";
import { createCtx } from "@/lib/compose/context";
import { channelListResponseSchema } from "@/lib/contracts/channel";
import { signedInPageActor } from "@/lib/http/page-actor";
import { listChannels } from "@/lib/notify/list-channels";
import { presentChannel } from "@/lib/pipeline/present/rest/present-channel";
import { versionTag } from "@/lib/platform/version-tag";

export const metadata: Metadata = { title: "Notifications" };

export default async function Page() {
  const actor = await signedInPageActor("/settings/channels");
  if (!may(actor, "settings:write")) redirect("/settings/ingest"); // which says for whom it is
  const ctx = createCtx(actor);
  const data = (await listChannels(ctx)).map((each) => presentChannel(each, versionTag(each.version)));
  const seed = {
    queryKey: queryKeys.channels.list,
    schema: channelListResponseSchema,
    answer: { data, asOfMs: null, demo: false, missing: [] },
  };
  return (
    <HydrationBoundary state={dehydratedQueries([seed], ctx.clock.nowMs())}>
      <ChannelsPage />
    </HydrationBoundary>
  );
}
