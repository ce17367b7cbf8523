import type { IncomingMessage, ServerResponse } from "node:http";
import { BodyBudget, type Charge } from "./body/body-budget";
import { WasteBudget } from "./body/waste-budget";
import { BODY_TIME_LIMIT_MS, readBody, refuseTooLarge } from "./body/read-body";
import { BODY_LIMITS, decodeRecord } from "./decode-record";
import { answerOutcome, answerRefusal, sendAnswer, type IngestAnswer } from "./ingest-answer";
import { checkEncoding, protocolOf } from "./ingest-negotiation";
import type { IngestProtocol, IngestRecord } from "./log-record";
import type { FoldOutcome } from "@/lib/domain/refusal";
import type { KnownSeries, SampleBatch } from "@/lib/domain/sample";
import type { Actor } from "@/lib/platform/actor";
import type { Clock } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";

const MEBIBYTE = 1024 * 1024;
/** Bodies being read and decoded at once; past it senders are asked to come again. */
const MAX_BYTES_UNDER_WAY = 256 * MEBIBYTE;
/** Time, value and their part of a series' columns. */
const BYTES_PER_SAMPLE = 32;

export type KeyActor = Extract<Actor, { readonly kind: "key" }>;

export interface IngestEndpointParts {
  /** The verb that keeps a decoded request; checks the actor's scope. @throws AppError forbidden, unavailable */
  readonly accept: (actor: Actor, record: IngestRecord, batch: SampleBatch) => Promise<FoldOutcome>;
  /** The key that a request came with. @throws AppError unauthenticated, forbidden (another scope), unavailable */
  readonly authenticate: (req: IncomingMessage) => Promise<KeyActor>;
  /** What the decoder may know of series that were met before. */
  readonly knownSeries?: () => KnownSeries;
  readonly clock: Clock;
  /** How long the elected replica of an HA pair must be silent before the other one is heard. */
  readonly failoverMs?: number;
  /** Time a sender has for its whole body. */
  readonly bodyTimeLimitMs?: number;
  readonly maxBytesUnderWay?: number;
  readonly onAnswered: (protocol: string, code: number, bytes: number, outcome: FoldOutcome | null) => void;
  readonly onError: (error: unknown) => void;
}

/** Answers remote_write and OTLP requests; leaves every other one alone and returns false. */
export function createIngestEndpoint(
  parts: IngestEndpointParts,
): (req: IncomingMessage, res: ServerResponse) => boolean {
  const budget = new BodyBudget(parts.maxBytesUnderWay ?? MAX_BYTES_UNDER_WAY);
  const waste = new WasteBudget();
  const decode = (record: IngestRecord) => {
    const startMs = performance.now();
    try {
      return decodeRecord(record, parts.knownSeries?.());
    } catch (error) {
      waste.note(record.keyId, performance.now() - startMs, parts.clock.nowMs());
      throw error;
    }
  };
  const serve = async (req: IncomingMessage, res: ServerResponse, protocol: IngestProtocol) => {
    let charge: Charge | null = null;
    let outcome: FoldOutcome | null = null;
    let answer: IngestAnswer;
    let bytes = 0;
    try {
      const { actor, gzip } = await admit(parts, req, protocol);
      waste.check(actor.id, parts.clock.nowMs());
      charge = budget.charge(claimedBytes(req, protocol));
      const body = await readBody(
        req,
        BODY_LIMITS[protocol].sentBytes,
        parts.bodyTimeLimitMs ?? BODY_TIME_LIMIT_MS,
      );
      bytes = body.length;
      charge.settle(bytes);
      const receivedAtMs = parts.clock.nowMs();
      const { failoverMs } = parts;
      const record = { receivedAtMs, keyId: actor.id, demo: actor.demo, protocol, gzip, failoverMs, body };
      const batch = decode(record);
      charge.settle(bytes + heldBytes(batch));
      outcome = await parts.accept(actor, record, batch);
      answer = answerOutcome(protocol, batch, outcome);
    } catch (error) {
      if (!(error instanceof AppError)) parts.onError(error);
      answer = answerRefusal(protocol, error);
    }
    charge?.release();
    parts.onAnswered(protocol, answer.code, bytes, outcome);
    sendAnswer(req, res, answer);
  };
  return (req, res) => {
    const protocol = protocolOf(req);
    if (protocol === null) return false;
    void serve(req, res, protocol);
    return true;
  };
}

/** What the headers alone decide; nothing is read or charged before. @throws AppError */
async function admit(
  parts: IngestEndpointParts,
  req: IncomingMessage,
  protocol: IngestProtocol,
): Promise<{ readonly actor: KeyActor; readonly gzip: boolean }> {
  if (req.method !== "POST") throw new AppError("method-not-allowed", "Telemetry is sent by POST.");
  const actor = await parts.authenticate(req);
  const gzip = checkEncoding(req, protocol);
  refuseTooLarge(req, BODY_LIMITS[protocol].sentBytes);
  return { actor, gzip };
}

/** What a decoded request holds while it waits for the disk. */
function heldBytes({ bytes, timesMs }: SampleBatch): number {
  return bytes.length + timesMs.length * BYTES_PER_SAMPLE;
}

/** A chunked body may become as long as one may be. */
function claimedBytes(req: IncomingMessage, protocol: IngestProtocol): number {
  if (req.headers["transfer-encoding"] !== undefined) return BODY_LIMITS[protocol].sentBytes;
  return Number(req.headers["content-length"] ?? 0);
}
