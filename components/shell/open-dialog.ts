/** The dialogs of the shell; their code is loaded when one is first opened. */
export type ShellDialog = "palette" | "shortcuts";

/** Which of the shell's dialogs is open: one at most. */
export class OpenDialog {
  private which: ShellDialog | null = null;
  private readonly listeners = new Set<() => void>();

  readonly current = (): ShellDialog | null => this.which;

  readonly open = (dialog: ShellDialog): void => this.become(dialog);

  readonly close = (): void => this.become(null);

  /** The same key opens and closes. */
  readonly toggle = (dialog: ShellDialog): void => this.become(this.which === dialog ? null : dialog);

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  private become(next: ShellDialog | null): void {
    this.which = next;
    for (const listener of this.listeners) listener();
  }
}

/** The page's one. */
export const openDialog = new OpenDialog();
