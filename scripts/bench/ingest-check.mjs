import pg from "pg";

/** Series whose names the product did not use. */
export async function unmappedSeries(databaseUrl) {
  return Number(await readOne(databaseUrl, 'select coalesce(sum("seriesCount"), 0) from unmapped_name'));
}

/** Samples that were refused or ignored, by reason: `[]` when all were folded. */
export async function rejections(databaseUrl) {
  const text = await readOne(
    databaseUrl,
    "select coalesce(json_agg(json_build_object('reason', reason, 'count', count)), '[]')::text from ingest_rejection",
  );
  return JSON.parse(text);
}

/** End of the newest window whose roll-ups are committed, in ms; 0 when there is none. */
export async function committedToMs(databaseUrl) {
  return Number(await readOne(databaseUrl, "select coalesce(max(swept_to_ms), 0) from ingester"));
}

async function readOne(databaseUrl, sql) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: "array" });
    return rows[0][0];
  } finally {
    await client.end();
  }
}
