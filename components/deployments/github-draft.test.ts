import { expect, test } from "vitest";
import { bodyOfDraft, draftOfPlaces, EMPTY_PLACE } from "./github-draft";

const PLACE = {
  repository: "shop/checkout",
  environment: null,
  service: null,
  region: "eu",
  as_environment: null,
};

test("what is stored comes back as it was", () => {
  const draft = { secret: "", places: draftOfPlaces([PLACE]) };
  expect(bodyOfDraft(draft).body).toEqual({ places: [PLACE] });
});

test("an empty field is null; an empty secret is not sent, so that the stored one stays", () => {
  const { body } = bodyOfDraft({ secret: "", places: [{ ...EMPTY_PLACE, service: "  " }] });
  expect(body?.places[0].service).toBeNull();
  expect(Object.keys(body ?? {})).toEqual(["places"]);
});

test("a short secret is told", () => {
  expect(bodyOfDraft({ secret: "short", places: [] }).problem).toContain("secret");
});
