import { expect, it } from "vitest";
import { neighbours } from "./neighbours";

const ALL = [
  { code: "us-west-2", name: "US West" },
  { code: "ap-northeast-1", name: "AP Northeast" },
  { code: "eu-west-1", name: "EU West" },
];

it.each([
  ["ap-northeast-1", null, "eu-west-1"],
  ["eu-west-1", "ap-northeast-1", "us-west-2"],
  ["us-west-2", "eu-west-1", null],
  ["atlantis", null, null],
] as const)("by name around %s: %s and %s", (code, previous, next) => {
  const found = neighbours(ALL, code);
  expect([found.previous?.code ?? null, found.next?.code ?? null]).toEqual([previous, next]);
});
