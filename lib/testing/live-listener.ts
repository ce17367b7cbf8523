import pg from "pg";

export interface LiveListener {
  /** The topics that were told so far, in their order. */
  topics(): Promise<string[]>;
  end(): Promise<void>;
}

/** Hears what is told to the live stream, from now on. */
export async function listenLive(databaseUrl: string): Promise<LiveListener> {
  const topics: string[] = [];
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on("notification", ({ payload }) => topics.push(JSON.parse(payload!).topic));
  await client.connect();
  await client.query("listen hm_live");
  return {
    async topics() {
      await client.query("select 1"); // what was told before comes with the answer
      return [...topics];
    },
    end: () => client.end(),
  };
}
