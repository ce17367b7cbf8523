import { describe, expect, it } from "vitest";
import { fuzzyScore } from "./fuzzy-score";

it.each([
  ["", "Executive"],
  ["exec", "Executive"],
  ["EXEC", "Executive"],
  ["utive", "Executive"],
  ["eu west", "EU West eu-west-1"],
  ["west eu", "EU West eu-west-1"],
  ["eu-west-1", "EU West eu-west-1"],
  ["euw1", "EU West eu-west-1"],
  ["sao", "São Paulo"],
  ["apn", "AP Northeast ap-northeast-1"],
  ["rcycle", "Run a monitoring cycle now"],
  ["edgate", "edge-gateway"],
])("%j finds %j", (query, text) => {
  expect(fuzzyScore(query, text)).not.toBeNull();
});

it.each([
  ["exec ops", "Executive"],
  ["cvw", "Executive overview"],
  ["zzz", "Zones"],
  ["tv", "Executive"],
])("%j does not find %j", (query, text) => {
  expect(fuzzyScore(query, text)).toBeNull();
});

describe("what is meant comes first", () => {
  it.each([
    ["re", "Regions", "Executive area"],
    ["search", "search", "Search settings of the ingest"],
    ["set", "Settings", "Print the asset list"],
    ["gate", "gateway", "edge-gateway"],
    ["eu", "EU West", "Europe/Berlin neuchatel"],
  ])("%j: %j before %j", (query, first, second) => {
    expect(fuzzyScore(query, first) ?? -1).toBeGreaterThan(fuzzyScore(query, second) ?? -1);
  });
});
