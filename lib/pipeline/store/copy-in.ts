import type pg from "pg";

/** What of pg's Connection a COPY needs; its types leave them out. */
interface CopyConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** One `COPY … FROM STDIN` in pg's protocol: pg itself only has queries. */
class CopyIn {
  readonly done: Promise<void>;
  private settle!: { resolve: () => void; reject: (error: Error) => void };
  private error: Error | null = null;

  constructor(
    private readonly sql: string,
    private readonly chunks: Iterable<Buffer>,
  ) {
    this.done = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
  }

  submit(connection: CopyConnection): void {
    connection.query(this.sql);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    for (const chunk of this.chunks) connection.sendCopyFromChunk(chunk);
    connection.endCopyFrom();
  }

  handleCommandComplete(): void {
    // Postgres says afterwards that it is ready for the next query.
  }

  handleError(error: Error): void {
    this.error = error;
    this.settle.reject(error);
  }

  handleReadyForQuery(): void {
    if (this.error === null) this.settle.resolve();
  }
}

/** Sends `chunks` (COPY's binary format) as the input of a COPY statement. */
export async function copyIn(client: pg.ClientBase, sql: string, chunks: Iterable<Buffer>): Promise<void> {
  const copy = new CopyIn(sql, chunks);
  client.query(copy as unknown as pg.Submittable);
  await copy.done;
}
