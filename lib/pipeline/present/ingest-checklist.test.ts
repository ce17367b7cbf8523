import { describe, expect, it } from "vitest";
import { IGNORED_REASONS, REFUSED_REASONS } from "@/lib/domain/refusal";
import type { IngestStatusContract } from "@/lib/contracts/ingest-status";
import { counted, ingestChecklist, lastSample } from "./ingest-checklist";
import { refusalWords } from "./refusal-words";

const NOTHING: IngestStatusContract = {
  senders: [],
  rejected: [],
  unmapped: [],
  ingesters: [],
  log: null,
  stranded_figures: [],
};
const AT = "2026-11-23T12:00:00.000Z";
const LATER = "2026-11-23T12:00:04.000Z";
const sender = (change: Partial<IngestStatusContract["senders"][number]>) => ({
  key_id: "k1",
  name: "prometheus",
  protocol: "remote_write",
  last_sample_at: AT,
  last_request_at: AT,
  folded: 10,
  requests: 1,
  demo: false,
  ...change,
});
const UNMAPPED = {
  name: "foo",
  reason: "no-rule",
  labels: {},
  series_count: 1,
  samples: 1,
  last_seen_at: AT,
};

const states = (input: Parameters<typeof ingestChecklist>[0]) =>
  ingestChecklist(input).map((step) => step.state);

describe("the way to the first figures", () => {
  it.each([
    ["nothing yet", NOTHING, 0, [], ["now", "later", "later", "later", "later"]],
    ["somebody who may not see keys", NOTHING, null, [], ["now", "later", "later", "later", "later"]],
    ["a key", NOTHING, 1, [], ["done", "now", "later", "later", "later"]],
    [
      "a request that nobody understood",
      { ...NOTHING, senders: [sender({ folded: 0, last_sample_at: null })], unmapped: [UNMAPPED] },
      1,
      [],
      ["done", "done", "now", "later", "later"],
    ],
    [
      "samples without a region",
      { ...NOTHING, senders: [sender({})] },
      1,
      [],
      ["done", "done", "done", "now", "done"],
    ],
    [
      "figures, and a name left over",
      { ...NOTHING, senders: [sender({})], unmapped: [UNMAPPED] },
      null,
      ["eu-west-1"],
      ["done", "done", "done", "done", "now"],
    ],
    [
      "everything",
      { ...NOTHING, senders: [sender({})] },
      1,
      ["eu-west-1"],
      ["done", "done", "done", "done", "done"],
    ],
  ])("%s", (_name, status, ingestKeys, regions, expected) => {
    expect(states({ status, ingestKeys, regions })).toEqual(expected);
  });
});

it("finds the newest sample of all senders", () => {
  const status = {
    ...NOTHING,
    senders: [
      sender({}),
      sender({ name: "collector", last_sample_at: LATER }),
      sender({ name: "new", last_sample_at: null }),
    ],
  };
  expect(lastSample(status)).toEqual({ atMs: Date.parse(LATER), sender: "collector" });
  expect(lastSample(NOTHING)).toBeNull();
});

it.each([...REFUSED_REASONS, ...IGNORED_REASONS])(
  "says in plain words why a sample was not folded: %s",
  (reason) => {
    const words = refusalWords(reason);
    expect(words.title).not.toBe(reason);
    expect(words.advice).not.toBe("");
    expect(words.kind).toBe((REFUSED_REASONS as readonly string[]).includes(reason) ? "refused" : "ignored");
  },
);

it("counts one and many", () => {
  expect([0, 1, 12_000].map((n) => counted(n, "name", "names"))).toEqual([
    "0 names",
    "1 name",
    "12,000 names",
  ]);
});
