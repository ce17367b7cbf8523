import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PREDICTION_KINDS } from "@/lib/domain/prediction";
import { DEFAULT_PREDICTION_RULES, type PredictionRule } from "@/lib/domain/prediction-rule";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/window";
import { ROLE_SCOPES, type Role } from "@/lib/platform/actor";
import { versionTag } from "@/lib/platform/version-tag";
import type { Ctx } from "@/lib/context";
import { createPredictionRule } from "./create-prediction-rule";
import { deletePredictionRule } from "./delete-prediction-rule";
import { listPredictionRules } from "./list-prediction-rules";
import { createPredictionFixture, plainModel, STEP_MS, type PredictionFixture } from "./predictions.fixture";
import { previewPredictionRule } from "./preview-prediction-rule";
import { updatePredictionRule } from "./update-prediction-rule";

const NOW_MS = Date.UTC(2026, 10, 28, 12);
const OWN: PredictionRule = {
  ...{ kind: "cpu_saturation_prediction", region: "eu", threshold: 0.7, openProbability: 0.6 },
  ...{ enabled: true, services: false },
};
const ANY = "*";
const model = plainModel();

let fixture: PredictionFixture;
let admin: Ctx;
const person = (role: Role): Ctx =>
  fixture.as({ kind: "user", id: role, name: role, role, scopes: ROLE_SCOPES[role] });
beforeEach(async () => {
  fixture = await createPredictionFixture(NOW_MS);
  admin = person("admin");
  const day = DAY_MS / STEP_MS;
  const values = Array.from({ length: 3 * day }, (_, at) => 0.45 + 0.4 * Math.sin(at / 30));
  await fixture.store("cpu", "eu", NOW_MS - 3 * DAY_MS, values);
});
afterEach(() => fixture.close());

test("there is a rule of every kind from the start, once, however often it is seen to", async () => {
  await Promise.all([
    fixture.ctx.predictionRules.ensureDefaults(),
    fixture.ctx.predictionRules.ensureDefaults(),
  ]);
  const rules = await listPredictionRules(person("executive"));
  expect(rules.map(({ kind }) => kind).sort()).toEqual([...PREDICTION_KINDS].sort());
  for (const { id, builtIn, version, ...rule } of rules) {
    expect([builtIn, version, id]).toEqual([true, 1, `built-in-${rule.kind}`]);
    expect(rule).toEqual(DEFAULT_PREDICTION_RULES.find(({ kind }) => kind === rule.kind));
  }
});

test("everybody who reads metrics sees rules; only an admin changes or tries them, and a refusal leaves no trace", async () => {
  for (const role of ["executive", "sre"] as const) {
    const ctx = person(role);
    const [{ id }] = (await listPredictionRules(ctx)) as unknown as [{ id: string }];
    const refused = { code: "forbidden" };
    await expect(createPredictionRule(ctx, OWN)).rejects.toMatchObject(refused);
    await expect(updatePredictionRule(ctx, { ...OWN, id, ifMatch: ANY })).rejects.toMatchObject(refused);
    await expect(deletePredictionRule(ctx, { id, ifMatch: ANY })).rejects.toMatchObject(refused);
    await expect(previewPredictionRule(ctx, model, OWN)).rejects.toMatchObject(refused);
  }
  const stranger = fixture.as({ kind: "anonymous", scopes: [] });
  await expect(listPredictionRules(stranger)).rejects.toMatchObject({ code: "unauthenticated" });
  expect(await fixture.rows("select * from audit_entry")).toEqual([]);
  expect(await listPredictionRules(admin)).toHaveLength(PREDICTION_KINDS.length);
});

describe("a rule's life", () => {
  test("is created, changed by whoever read it last, deleted; each is audited", async () => {
    const created = await createPredictionRule(admin, OWN);
    expect(created).toEqual({ ...OWN, id: created.id, version: 1, builtIn: false });
    const { id } = created;
    const change = { ...OWN, id, threshold: 0.75, ifMatch: versionTag(1) };
    expect(await updatePredictionRule(admin, change)).toMatchObject({ threshold: 0.75, version: 2 });
    await expect(updatePredictionRule(admin, change)).rejects.toMatchObject({ code: "precondition-failed" });
    const unread = { ...change, ifMatch: null };
    await expect(updatePredictionRule(admin, unread)).rejects.toMatchObject({
      code: "precondition-required",
    });
    const stale = { id, ifMatch: versionTag(1) };
    await expect(deletePredictionRule(admin, stale)).rejects.toMatchObject({ code: "precondition-failed" });
    await deletePredictionRule(admin, { id, ifMatch: versionTag(2) });
    await expect(deletePredictionRule(admin, { id, ifMatch: ANY })).rejects.toMatchObject({
      code: "not-found",
    });
    const audited = await fixture.rows("select action, subject, actor from audit_entry order by id");
    expect(audited).toEqual(
      ["created", "updated", "deleted"].map((what) => ({
        ...{ action: `prediction-rule.${what}`, subject: id, actor: "user:admin" },
      })),
    );
  });

  test("of two who change it at once one is told", async () => {
    const { id } = await createPredictionRule(admin, OWN);
    const both = await Promise.allSettled(
      [0.71, 0.72].map((threshold) =>
        updatePredictionRule(admin, { ...OWN, id, threshold, ifMatch: versionTag(1) }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("there is one of a kind and region, also when two add it at once", async () => {
    const both = await Promise.allSettled([
      createPredictionRule(admin, OWN),
      createPredictionRule(admin, OWN),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const everywhere = { ...OWN, region: null };
    await expect(createPredictionRule(admin, everywhere)).rejects.toMatchObject({
      errors: [{ pointer: "/kind" }],
    });
    const forged = `insert into prediction_rule (id, kind, threshold, "openProbability") values ('f', 'cpu_saturation_prediction', 1, 1)`;
    await expect(fixture.rows(forged)).rejects.toThrow(/unique/);
  });

  test("names a region that was seen", async () => {
    const unseen = { ...OWN, region: "atlantis" };
    const refusal = { code: "bad-request", errors: [{ pointer: "/region" }] };
    await expect(createPredictionRule(admin, unseen)).rejects.toMatchObject(refusal);
    await expect(previewPredictionRule(admin, model, unseen)).rejects.toMatchObject(refusal);
  });

  test("a built-in one is changed and turned off, and neither moved nor deleted", async () => {
    const id = "built-in-cpu_saturation_prediction";
    const off = { ...OWN, region: null, enabled: false, id, ifMatch: ANY };
    expect(await updatePredictionRule(admin, off)).toMatchObject({ enabled: false, threshold: 0.7 });
    await expect(updatePredictionRule(admin, { ...off, region: "eu" })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(deletePredictionRule(admin, { id, ifMatch: ANY })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("tried before it is saved", () => {
  test("says how often it would have fired, how often rightly, and stores nothing", async () => {
    fixture.clock.set(NOW_MS + MINUTE_MS); // by then the newest window is stored
    const tried = await previewPredictionRule(admin, model, OWN);
    expect(tried).toMatchObject({ series: 1, leftOut: 0, toMs: NOW_MS, fromMs: NOW_MS - 3 * DAY_MS });
    // The wave crosses 0.7 once in each of its 188 windows, and reaches 60 % of that some 15 windows before.
    const waves = (3 * DAY_MS) / STEP_MS / (2 * Math.PI * 30);
    expect(tried.hits).toBeGreaterThanOrEqual(Math.floor(waves) - 1);
    expect(tried.wouldFire).toBe(tried.hits + tried.false + tried.undecided);
    expect(tried.medianLeadMs).toBeGreaterThan(0);
    for (const table of ["prediction", "prediction_breach", "prediction_assessment"])
      expect(await fixture.rows(`select 1 from ${table}`)).toEqual([]);
    expect(await listPredictionRules(admin)).toHaveLength(PREDICTION_KINDS.length);
  });

  test("a threshold that is never reached never fires", async () => {
    const never = { ...OWN, threshold: 0.99, openProbability: 0.95 };
    expect(await previewPredictionRule(admin, model, never)).toMatchObject({
      ...{ wouldFire: 0, hits: 0, false: 0, missed: 0, medianLeadMs: null },
    });
  });

  test("a rule for all is tried where there is no other", async () => {
    await createPredictionRule(admin, OWN);
    expect(await previewPredictionRule(admin, model, { ...OWN, region: null })).toMatchObject({
      series: 0,
      wouldFire: 0,
    });
  });
});
