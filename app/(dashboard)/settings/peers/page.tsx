import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { dehydratedQueries } from "@/app/(dashboard)/dehydrated-queries";
import { may } from "@/app/(dashboard)/navigation";
import { PeersPage } from "@/components/business/peers-page";
import { queryKeys } from "@/components/queries/query-keys";
import { listPeers } from "@/lib/business/list-peers";
import { createCtx } from "@/lib/compose/context";
import { peerListResponseSchema } from "@/lib/contracts/peer";
import { signedInPageActor } from "@/lib/http/page-actor";
import { presentListedPeer } from "@/lib/pipeline/present/rest/present-peer";
import { versionTag } from "@/lib/platform/version-tag";

export const metadata: Metadata = { title: "Peers" };

export default async function Page() {
  const actor = await signedInPageActor("/settings/peers");
  if (!may(actor, "settings:write")) redirect("/settings/ingest"); // which says for whom it is
  const ctx = createCtx(actor);
  const peers = await listPeers(ctx);
  const data = peers.map((each) => presentListedPeer(each, versionTag(each.peer.version)));
  const seed = {
    queryKey: queryKeys.business.peers,
    schema: peerListResponseSchema,
    answer: { data, asOfMs: null, demo: false, missing: [] },
  };
  return (
    <HydrationBoundary state={dehydratedQueries([seed], ctx.clock.nowMs())}>
      <PeersPage />
    </HydrationBoundary>
  );
}
