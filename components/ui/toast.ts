/** A short message about what was just done. */
export interface ToastMessage {
  /** One sentence. */
  readonly text: string;
  /** Takes back what was done; what it throws is shown. Only for what can really be taken back. */
  readonly undo?: () => unknown;
  /** For how long that can be; absent: for as long as the message is there. */
  readonly undoForMs?: number;
}

/** Messages on their way to whoever shows them: the page's code for that is loaded with the first one. */
export class ToastQueue {
  private waiting: readonly ToastMessage[] = [];
  private used = false;
  private readonly listeners = new Set<() => void>();

  add(message: ToastMessage): void {
    this.waiting = [...this.waiting, message];
    this.used = true;
    for (const listener of this.listeners) listener();
  }

  /** Hands over what waits, once. */
  take(): readonly ToastMessage[] {
    const taken = this.waiting;
    this.waiting = [];
    return taken;
  }

  /** Whether there ever was a message. */
  readonly wasUsed = (): boolean => this.used;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };
}

/** The page's messages. */
export const toastQueue = new ToastQueue();

/**
 * Shows a short message in a corner of the window and has it read out politely. With `undo` it offers to take back what was
 * done: by a button, or by Ctrl+Z (⌘Z) for as long as it is there. Only in the browser, on pages inside the shell.
 */
export function showToast(message: ToastMessage): void {
  toastQueue.add(message);
}
