import { AppError } from "@/lib/platform/errors";

const RETRY_SECONDS = 1;

/** What a request holds of a budget. */
export interface Charge {
  /** The body turned out to be this long. */
  settle(bytes: number): void;
  release(): void;
}

/** Bounds the bytes of bodies that are read and decoded at once. */
export class BodyBudget {
  private usedBytes = 0;

  constructor(private readonly maxBytes: number) {}

  /** @throws AppError unavailable, with Retry-After, where it does not fit; nothing is charged then. */
  charge(bytes: number): Charge {
    if (this.usedBytes + bytes > this.maxBytes)
      throw new AppError("unavailable", "Too many requests at once.", { retryAfterSeconds: RETRY_SECONDS });
    let held = bytes;
    this.usedBytes += held;
    const settle = (actual: number) => {
      this.usedBytes += actual - held;
      held = actual;
    };
    return { settle, release: () => settle(0) };
  }
}
