import { expect, it } from "vitest";
import { severitySchema, statusSchema } from "@/lib/contracts/status";
import { severityModel, statusModel } from "./status-model";

it("tells every status apart by word, by shape and by colour", () => {
  const models = statusSchema.options.map(statusModel);
  for (const part of ["word", "shape", "tone"] as const)
    expect(new Set(models.map((model) => model[part])).size).toBe(models.length);
});

it("gives every severity its own word", () => {
  expect(new Set(severitySchema.options.map((severity) => severityModel(severity).word)).size).toBe(5);
});
