import * as z from "zod";
import { createPeer } from "@/lib/business/create-peer";
import { listPeers } from "@/lib/business/list-peers";
import { peerGuard } from "@/lib/compose/peers";
import { listedPeerSchema, peerBodySchema, peerSchema } from "@/lib/contracts/peer";
import { defineRoute } from "@/lib/http/define-route";
import { peerOfBody, presentListedPeer, presentPeer } from "@/lib/pipeline/present/rest/present-peer";
import { versionTag } from "@/lib/platform/version-tag";

const CREATED = 201;

export const GET = defineRoute({
  summary: "Every peer to compare with, and how it stands",
  scope: "settings:write",
  response: z.array(listedPeerSchema),
  handle: async (ctx) => ({
    data: (await listPeers(ctx)).map((each) => presentListedPeer(each, versionTag(each.peer.version))),
  }),
});

export const POST = defineRoute({
  summary:
    "Adds a peer: an address that the worker probes once a minute, or a benchmark with source and date",
  scope: "settings:write",
  body: peerBodySchema,
  response: peerSchema,
  status: CREATED,
  handle: async (ctx, { body }) => {
    const peer = await createPeer(ctx, peerGuard(), peerOfBody(body));
    const etag = versionTag(peer.version);
    return { data: presentPeer(peer, etag), headers: new Headers({ etag }) };
  },
});
