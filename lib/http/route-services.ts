import type { Ctx } from "@/lib/context";
import type { Meta } from "@/lib/contracts/envelope";
import type { IdempotencyStore } from "@/lib/db/idempotency-store";
import type { Actor } from "@/lib/platform/actor";
import type { Clock } from "@/lib/platform/clock";
import type { Logger } from "@/lib/platform/logger";
import type { SecretBox } from "@/lib/platform/secret-box";

/** What serving a route needs of its process. */
export interface RouteServices {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly idempotency: IdempotencyStore;
  /** Seals stored answers: one may hold a new key's secret, which the database must not. */
  readonly answerBox: SecretBox;
  /** Origins whose pages may change things with a session. */
  readonly trustedOrigins: readonly string[];
  resolveActor(headers: Headers): Promise<Actor>;
  createCtx(actor: Actor): Ctx;
}

/** A success before it is written: what a repeat with the same Idempotency-Key gets again (headers aside). */
export interface Answer {
  readonly status: number;
  readonly envelope: { readonly status: "success"; readonly data: unknown; readonly meta: Meta };
  readonly headers?: Headers;
}
