/** What `npm start` runs; scripts/start/settings.mjs reads it from flags and environment. */
export interface LaunchSettings {
  /** The checkout; also the working folder. */
  readonly root: string;
  /** `all`, or the one part that runs here, on the database of the others. */
  readonly role: "all" | "web" | "worker" | "ingest";
  /** Absolute. */
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** Where this machine reaches the server. */
  readonly localUrl: string;
  /** Where its users reach it. */
  readonly publicUrl: string;
  readonly demo: boolean;
  /** From the sources, through tsx and Next's development server. */
  readonly dev: boolean;
  /** Null: an embedded Postgres in `dataDir`. */
  readonly databaseUrl: string | null;
}

/** Shows a line while `work` runs, and how long it took. */
export type Step = <T>(title: string, work: () => Promise<T>) => Promise<T>;

/** A failure that its user can act on: the message is all they need. */
export class LaunchError extends Error {
  /** scripts/start.mjs, which cannot import this class, prints such an error without its stack. */
  readonly forUser = true;
}
