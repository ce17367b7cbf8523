import { describe, expect, test } from "vitest";
import { dependencyGraph, neighbourhood, reachOf, type Caller } from "./dependency-graph";

/** "a>b,c d>a": a calls b and c, d calls a. */
export function callersOf(text: string): Caller[] {
  return text.split(" ").map((each) => {
    const [name, dependencies = ""] = each.split(">");
    return { name, dependencies: dependencies.split(",").filter((one) => one !== "") };
  });
}
const plain = (map: ReadonlyMap<string, readonly string[]>) =>
  Object.fromEntries([...map].filter(([, others]) => others.length > 0));

test("who calls whom both ways; names that are only called belong to it", () => {
  const graph = dependencyGraph(callersOf("shop>pay,auth gate>shop alone"));
  expect(graph.names).toEqual(["alone", "auth", "gate", "pay", "shop"]);
  expect(plain(graph.calls)).toEqual({ gate: ["shop"], shop: ["auth", "pay"] });
  expect(plain(graph.callers)).toEqual({ auth: ["shop"], pay: ["shop"], shop: ["gate"] });
});

test("a service that names itself, or another twice, adds nothing", () => {
  const graph = dependencyGraph(callersOf("a>a,b,b"));
  expect([plain(graph.calls), plain(graph.callers)]).toEqual([{ a: ["b"] }, { b: ["a"] }]);
});

test.each([
  ["nothing from a leaf", "a>b b", "b", []],
  ["all behind it", "a>b b>c c>d", "b", ["c", "d"]],
  ["a shared one once", "a>b,c b>d c>d", "a", ["b", "c", "d"]],
  ["itself through a circle", "a>b b>a", "a", ["a", "b"]],
  ["nothing from a stranger", "a>b", "x", []],
])("reach: %s", (_name, text, from, reached) => {
  expect([...reachOf(dependencyGraph(callersOf(text)).calls, from)].sort()).toEqual(reached);
});

describe("the neighbourhood of a service", () => {
  const graph = dependencyGraph(callersOf("gate>shop,feed shop>pay pay>auth feed>auth other>auth"));
  test("is all that it calls and all that call it, but not what these call besides", () => {
    expect(neighbourhood(graph, "shop")).toEqual({
      names: ["auth", "gate", "pay", "shop"],
      nearOnly: false,
      total: 3,
    });
  });
  test("shrinks to one step where all would be too many, and says how many there are", () => {
    expect(neighbourhood(graph, "auth", 4)).toEqual({
      names: ["auth", "feed", "other", "pay"],
      nearOnly: true,
      total: 5,
    });
  });
});
