const TICK_MS = 1_000;
/** Two clocks may differ by the time a page takes to arrive; past this, the browser's is wrong. */
const CLOCK_TOLERANCE_MS = 5_000;

/** The present as the server has it, for ages: one timer for the page, running while somebody listens. */
export class NowStore {
  private currentMs: number;
  private offsetMs = 0;
  private timer: ReturnType<typeof setInterval> | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly serverNowMs: number) {
    this.currentMs = serverNowMs;
    const differenceMs = serverNowMs - Date.now();
    if (Math.abs(differenceMs) > CLOCK_TOLERANCE_MS) this.offsetMs = differenceMs;
  }

  readonly nowMs = (): number => this.currentMs;
  readonly renderedMs = (): number => this.serverNowMs;

  /** The present at the moment of the call, whether or not somebody listens. */
  readonly readMs = (): number => Date.now() + this.offsetMs;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    this.timer ??= setInterval(this.tick, TICK_MS);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0 || this.timer === null) return;
      clearInterval(this.timer);
      this.timer = null;
    };
  };

  private readonly tick = (): void => {
    this.currentMs = this.readMs();
    for (const listener of this.listeners) listener();
  };
}
