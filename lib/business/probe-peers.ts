import { requireScope } from "@/lib/auth/require-scope";
import type { PeerProbe } from "./peer-store";
import type { Ctx } from "@/lib/context";
import type { Peer } from "@/lib/domain/peer";
import { MINUTE_MS, windowStart } from "@/lib/domain/window";
import type { Probe, ProbeResult } from "@/lib/platform/http-probe";

const TIMEOUT_MS = 10_000;
/** From here on an answer is a refusal or a failure. A redirect is an answer. */
const FIRST_BAD_STATUS = 400;

export interface ProbePeersInput {
  /** Ends running probes; what they would have found is not kept. */
  readonly signal?: AbortSignal;
}

/** Probes every enabled peer that nobody probed in this minute yet; returns how many. Needs monitoring:run. */
export async function probePeers(ctx: Ctx, probe: Probe, { signal }: ProbePeersInput = {}): Promise<number> {
  requireScope(ctx.actor, "monitoring:run");
  const minuteMs = windowStart(ctx.clock.nowMs(), MINUTE_MS);
  const peers = (await ctx.peers.list()).filter(({ kind, enabled }) => kind === "probe" && enabled);
  const done = await Promise.all(peers.map((peer) => probeOne(ctx, probe, peer, minuteMs, signal)));
  return done.filter(Boolean).length;
}

async function probeOne(
  ctx: Ctx,
  probe: Probe,
  peer: Peer,
  minuteMs: number,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (peer.url === null || signal?.aborted) return false;
  if (!(await ctx.peers.claimMinute(peer.id, minuteMs))) return false;
  const result = await probe(peer.url, { timeoutMs: TIMEOUT_MS, signal });
  if (signal?.aborted) return false;
  await ctx.peers.addProbe(peer, { minuteMs, ...kept(result) });
  return true;
}

function kept(result: ProbeResult): Omit<PeerProbe, "minuteMs"> {
  if (result.kind === "failed") return { latencyMs: null, ok: false, error: result.because };
  const { latencyMs, status } = result;
  const ok = status > 0 && status < FIRST_BAD_STATUS;
  return { latencyMs, ok, error: ok ? null : `It answers ${status}.` };
}
