import * as z from "zod";
import { PEER_KINDS } from "@/lib/domain/peer";
import { successSchema } from "./envelope";
import { isoTime, latencyMs, percent } from "./figure";
import { textInput, webUrlInput } from "./text";

const MAX_NAME = 80;
const MAX_URL = 2_000;
const MAX_SOURCE = 500;
const MOST_MS = 600_000;
const LATENCY_PROBLEM = `must be a number of ms, above 0 and up to ${MOST_MS}`;
const SUCCESS_PROBLEM = "must be a number from 0 to 100";

const name = textInput.trim().min(1).max(MAX_NAME);
const url = webUrlInput
  .max(MAX_URL)
  .refine(
    (text) => !URL.canParse(text) || new URL(text).username + new URL(text).password === "",
    "holds a credential: a peer's public address needs none",
  );

const bodyShape = {
  name,
  kind: z.enum(PEER_KINDS).default("probe").meta({
    description:
      "`probe`: the worker asks its address once a minute; `benchmark`: a measurement of others, with source and date",
  }),
  own: z.boolean().default(false).meta({
    description: "Ourselves: our own public address, probed the same way, so that like is compared with like",
  }),
  url: url.nullable().default(null).meta({ description: "Of a probe" }),
  latency_ms: z
    .number(LATENCY_PROBLEM)
    .positive(LATENCY_PROBLEM)
    .max(MOST_MS, LATENCY_PROBLEM)
    .nullable()
    .default(null)
    .meta({ description: "Of a benchmark: time to first byte", "x-unit": "ms" }),
  success_percent: z
    .number(SUCCESS_PROBLEM)
    .min(0, SUCCESS_PROBLEM)
    .max(100, SUCCESS_PROBLEM)
    .nullable()
    .default(null)
    .meta({ description: "Of a benchmark: requests answered well, per cent", "x-unit": "per cent" }),
  source: textInput
    .trim()
    .min(1)
    .max(MAX_SOURCE)
    .nullable()
    .default(null)
    .meta({ description: "Of a benchmark: who measured it, and where it is written" }),
  measured_on: z.iso.date().nullable().default(null).meta({ description: "Of a benchmark: the day" }),
  enabled: z.boolean().default(true),
};

const bodyObject = z.strictObject(bodyShape);
type Draft = z.infer<typeof bodyObject>;

/** What a peer of each kind needs, and what it must not have. */
function faultsOf(peer: Draft): [field: keyof Draft, message: string][] {
  const isProbe = peer.kind === "probe";
  const faults: [boolean, keyof Draft, string][] = [
    [isProbe && peer.url === null, "url", "is needed: a probe asks it"],
    [!isProbe && peer.url !== null, "url", "is of a probe alone"],
    [!isProbe && peer.own, "own", "must be a probe: like is compared with like"],
    [!isProbe && peer.source === null, "source", "is needed: a benchmark says where it is from"],
    [
      !isProbe && peer.measured_on === null,
      "measured_on",
      "is needed: a benchmark says when it was measured",
    ],
    [
      !isProbe && peer.latency_ms === null && peer.success_percent === null,
      "latency_ms",
      "or success is needed",
    ],
    ...(["latency_ms", "success_percent", "source", "measured_on"] as const).map(
      (field): [boolean, keyof Draft, string] => [
        isProbe && peer[field] !== null,
        field,
        "is of a benchmark alone: a probe is measured",
      ],
    ),
  ];
  return faults.flatMap(([isFault, field, message]) => (isFault ? [[field, message]] : []));
}

export const peerBodySchema = bodyObject
  .superRefine((peer, context) => {
    for (const [field, message] of faultsOf(peer))
      context.addIssue({ code: "custom", path: [field], message });
  })
  .meta({ id: "SetPeer", description: "Somebody to compare with" });
export type PeerBody = z.infer<typeof peerBodySchema>;

export const peerSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(PEER_KINDS),
    own: z.boolean(),
    url: z.string().nullable(),
    latency_ms: latencyMs("Of a benchmark, as entered"),
    success_percent: percent("Of a benchmark, as entered"),
    source: z.string().nullable(),
    measured_on: z.iso.date().nullable(),
    enabled: z.boolean(),
    created_at: isoTime("When it was added"),
    created_by: z.string(),
    etag: z.string().meta({ description: "For If-Match" }),
  })
  .meta({ id: "Peer", description: "Somebody to compare with" });
export type PeerContract = z.infer<typeof peerSchema>;

export const listedPeerSchema = peerSchema
  .extend({
    standing: z
      .object({
        latency_ms: latencyMs("Median time to first byte of the last 24 h, or as entered"),
        success_percent: percent("Probes answered well in the last 24 h, or as entered"),
        probes: z.int().meta({ description: "Probes of the last 24 h" }),
        newest_probe: isoTime("The minute of the newest one; null: none").nullable(),
        error: z.string().nullable().meta({ description: "Why the newest probe failed; null: it did not" }),
      })
      .meta({ id: "PeerStanding", description: "How a peer stands" }),
  })
  .meta({ id: "ListedPeer", description: "A peer and how it stands" });
export type ListedPeerContract = z.infer<typeof listedPeerSchema>;

export const peerResponseSchema = successSchema(peerSchema);
export const peerListResponseSchema = successSchema(z.array(listedPeerSchema));
