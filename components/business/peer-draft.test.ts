import { describe, expect, test } from "vitest";
import type { ListedPeerContract } from "@/lib/contracts/peer";
import { bodyOfPeer, bodyOfPeerDraft, draftOfPeer } from "./peer-draft";
import { bodyOfSettingsDraft, draftOfSettings } from "./settings-draft";

const PEER: ListedPeerContract = {
  ...{ id: "p", name: "Rival", kind: "probe", own: false, url: "https://rival.example/", enabled: false },
  ...{ latency_ms: null, success_percent: null, source: null, measured_on: null },
  ...{ created_at: "2026-11-26T12:00:00.000Z", created_by: "user:Kim", etag: 'W/"v1"' },
  standing: { latency_ms: null, success_percent: null, probes: 0, newest_probe: null, error: null },
};
const LAB: ListedPeerContract = {
  ...PEER,
  ...{ name: "Lab", kind: "benchmark", url: null, latency_ms: 120, success_percent: 99.9 },
  ...{ source: "Their report", measured_on: "2026-10-01", enabled: true },
};

describe("a peer", () => {
  test.each([
    ["a probe", PEER],
    ["ourselves", { ...PEER, own: true }],
    ["a benchmark", LAB],
  ])("%s is saved as it was read", (_name, peer) => {
    expect(bodyOfPeerDraft(draftOfPeer(peer), peer.enabled).body).toEqual(bodyOfPeer(peer));
  });

  test("that becomes a benchmark leaves its address behind, and needs a source", () => {
    const draft = { ...draftOfPeer(PEER), role: "benchmark", latency_ms: "120" } as const;
    expect(bodyOfPeerDraft(draft, true).problems).toEqual({
      source: expect.stringMatching(/^is needed/),
      measured_on: expect.stringMatching(/^is needed/),
    });
    const told = { ...draft, source: "Their report", measured_on: "2026-10-01" };
    expect(bodyOfPeerDraft(told, true).body).toMatchObject({ kind: "benchmark", url: null, latency_ms: 120 });
  });

  test("that is empty is told of field by field", () => {
    expect(Object.keys(bodyOfPeerDraft(draftOfPeer(null), true).problems ?? {}).sort()).toEqual([
      "name",
      "url",
    ]);
  });
});

describe("the business inputs", () => {
  const settings = {
    ...{ currency: "EUR", abandonment_factor: 0.07, world_revenue_per_minute: 50_000 },
    ...{ price_per_server_hour: null, target_utilization: 70, etag: 'W/"v3"' },
  };
  test("are saved as they were read; the factor is typed in per cent", () => {
    expect(draftOfSettings(settings).abandonment_factor).toBe("7");
    const { etag: _etag, ...body } = settings;
    expect(bodyOfSettingsDraft(draftOfSettings(settings)).body).toEqual(body);
  });
  test("an empty amount is not configured, which is not 0; an empty factor is wrong", () => {
    const draft = { ...draftOfSettings(settings), world_revenue_per_minute: " ", currency: " gbp " };
    expect(bodyOfSettingsDraft(draft).body).toMatchObject({
      world_revenue_per_minute: null,
      currency: "GBP",
    });
    expect(bodyOfSettingsDraft({ ...draft, abandonment_factor: "" }).problems).toHaveProperty(
      "abandonment_factor",
    );
    expect(bodyOfSettingsDraft({ ...draft, price_per_server_hour: "much" }).problems).toHaveProperty(
      "price_per_server_hour",
    );
  });
});

test("what is no number, or none that can be, is told in words of ours", () => {
  const lab = { ...draftOfPeer(LAB), latency_ms: "fast", success_percent: "101" };
  expect(bodyOfPeerDraft(lab, true).problems).toEqual({
    latency_ms: "must be a number of ms, above 0 and up to 600000",
    success_percent: "must be a number from 0 to 100",
  });
  const settings = {
    ...{ currency: "EUR", abandonment_factor: "300", world_revenue_per_minute: "1,5" },
    ...{ price_per_server_hour: "-1", target_utilization: "0" },
  };
  expect(bodyOfSettingsDraft(settings).problems).toEqual({
    abandonment_factor: "must be a share from 0 to 1 (0 to 100 %)",
    world_revenue_per_minute: "must be a number of at least 0",
    price_per_server_hour: "must be a number of at least 0",
    target_utilization: "must be a number from 1 to 100",
  });
});
