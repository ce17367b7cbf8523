import type { RejectionGain, SenderGain } from "@/lib/domain/ingest-gain";
import type { FoldOutcome } from "@/lib/domain/refusal";

interface Sender {
  requests: number;
  folded: number;
  lastRequestMs: number;
  lastSampleMs: number | null;
}

/** Who sent how much, and what was not folded, since the last flush. */
export class RequestTally {
  private senders = new Map<string, Sender & { keyId: string; protocol: string }>();
  private rejections = new Map<string, { keyId: string; reason: string; count: number; lastMs: number }>();

  count(keyId: string, protocol: string, receivedAtMs: number, outcome: FoldOutcome): void {
    const sender = this.senders.get(keyId) ?? {
      keyId,
      protocol,
      requests: 0,
      folded: 0,
      lastRequestMs: 0,
      lastSampleMs: null,
    };
    this.senders.set(keyId, sender);
    sender.requests++;
    sender.folded += outcome.folded;
    sender.protocol = protocol;
    sender.lastRequestMs = receivedAtMs;
    if (outcome.folded > 0) sender.lastSampleMs = receivedAtMs;
    for (const [reason, count] of [...outcome.refused, ...outcome.ignored]) {
      if (reason === "unmapped") continue; // listed by name instead
      const key = `${keyId}\n${reason}`;
      const rejection = this.rejections.get(key) ?? { keyId, reason, count: 0, lastMs: 0 };
      this.rejections.set(key, rejection);
      rejection.count += count;
      rejection.lastMs = receivedAtMs;
    }
  }

  take(): { senders: SenderGain[]; rejections: RejectionGain[] } {
    const taken = { senders: [...this.senders.values()], rejections: [...this.rejections.values()] };
    this.senders = new Map();
    this.rejections = new Map();
    return taken;
  }
}
