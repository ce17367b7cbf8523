/** Why the log took nothing: its files are at their limit, or too much waits for the disk. */
export type LogFullReason = "files" | "queue";

/** The log has no room at the moment; nothing was kept. The sender should repeat the request later. */
export class LogFullError extends Error {
  override readonly name = "LogFullError";

  constructor(
    readonly reason: LogFullReason,
    readonly limitBytes: number,
  ) {
    super(
      reason === "files"
        ? `The write-ahead log is at its limit of ${limitBytes} bytes.`
        : `More than ${limitBytes} bytes wait to be written to the write-ahead log.`,
    );
  }
}

/** The record could not be made durable (the disk's error is the `cause`), or the log is closed. It is not acknowledged. */
export class LogFailedError extends Error {
  override readonly name = "LogFailedError";
}
