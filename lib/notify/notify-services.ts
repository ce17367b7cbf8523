import type { OutgoingGuard } from "@/lib/platform/outgoing-guard";
import type { SecretBox } from "@/lib/platform/secret-box";
import type { Senders } from "./send-notice";

/** What the verbs of channels need beside stores. */
export interface ChannelServices {
  readonly box: SecretBox;
  readonly guard: Pick<OutgoingGuard, "checkUrl">;
}

/** What sending needs. */
export interface DeliveryServices {
  readonly box: SecretBox;
  readonly senders: Senders;
  /** Where people open the pages. */
  readonly publicUrl: string;
  /** 0–1. */
  readonly random: () => number;
}
