const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** A terminal and npm may both pass on one Ctrl-C; only a later one means impatience. */
const SAME_INTERRUPT_MS = 1_000;

export interface Interrupts {
  /** Fires on the first signal: stop in order. */
  readonly stop: AbortSignal;
  /** Fires on a later one: stop now. */
  readonly hurry: AbortSignal;
  dispose(): void;
}

/** Listens for Ctrl-C, SIGTERM and a closed terminal. */
export function listenForInterrupts(nowMs: () => number = () => performance.now()): Interrupts {
  const stop = new AbortController();
  const hurry = new AbortController();
  let firstMs = 0;
  const onSignal = () => {
    if (!stop.signal.aborted) {
      firstMs = nowMs();
      stop.abort();
    } else if (nowMs() - firstMs > SAME_INTERRUPT_MS) {
      hurry.abort();
    }
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    stop: stop.signal,
    hurry: hurry.signal,
    dispose: () => SIGNALS.forEach((signal) => process.off(signal, onSignal)),
  };
}
