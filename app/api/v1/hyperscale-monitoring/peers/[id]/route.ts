import * as z from "zod";
import { deletePeer } from "@/lib/business/delete-peer";
import { findPeer } from "@/lib/business/find-peer";
import { updatePeer } from "@/lib/business/update-peer";
import { peerGuard } from "@/lib/compose/peers";
import { peerBodySchema, peerSchema } from "@/lib/contracts/peer";
import { textInput } from "@/lib/contracts/text";
import type { Peer } from "@/lib/domain/peer";
import { defineRoute } from "@/lib/http/define-route";
import { peerOfBody, presentPeer } from "@/lib/pipeline/present/rest/present-peer";
import { versionTag } from "@/lib/platform/version-tag";

const params = z.object({ id: textInput.min(1) });

function answer(peer: Peer) {
  const etag = versionTag(peer.version);
  return { data: presentPeer(peer, etag), headers: new Headers({ etag }) };
}

export const GET = defineRoute({
  summary: "One peer as it is set up",
  scope: "settings:write",
  params,
  response: peerSchema,
  handle: async (ctx, { params: { id } }) => answer(await findPeer(ctx, { id })),
});

export const PUT = defineRoute({
  summary: "Changes a peer; probes of another address are forgotten",
  scope: "settings:write",
  params,
  body: peerBodySchema,
  conditional: true,
  response: peerSchema,
  handle: async (ctx, { params: { id }, body, ifMatch }) =>
    answer(await updatePeer(ctx, peerGuard(), { id, settings: peerOfBody(body), ifMatch })),
});

export const DELETE = defineRoute({
  summary: "Removes a peer with its probes",
  scope: "settings:write",
  params,
  conditional: true,
  response: peerSchema,
  handle: async (ctx, { params: { id }, ifMatch }) => answer(await deletePeer(ctx, { id, ifMatch })),
});
