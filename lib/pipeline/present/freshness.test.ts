import { expect, it } from "vitest";
import { freshness, STALE_AFTER_MS, type Connection } from "./freshness";

const AS_OF_MS = 1_000_000;

it.each<[Connection, number | null, number, string]>([
  ["open", null, 0, "Waiting for data"],
  ["reconnecting", null, 0, "Waiting for data"],
  ["open", AS_OF_MS, 0, "Live"],
  ["connecting", AS_OF_MS, 0, "Live"],
  ["open", AS_OF_MS, STALE_AFTER_MS, "Live"],
  ["open", AS_OF_MS, STALE_AFTER_MS + 1, "Stale"],
  ["reconnecting", AS_OF_MS, 1_000, "Reconnecting"],
  ["reconnecting", AS_OF_MS, STALE_AFTER_MS + 1, "Stale"],
])("connection %s, as of %s, %d ms later: %s", (connection, asOfMs, laterMs, word) => {
  expect(freshness(connection, asOfMs, AS_OF_MS + laterMs).word).toBe(word);
});
