import { describe, expect, test } from "vitest";
import { dependencyGraph, type Caller } from "./dependency-graph";
import { dependencyMap, NODE_HEIGHT_PX, NODE_WIDTH_PX, type DependencyMapModel } from "./dependency-map";
import { crossings, untangled } from "./layered-order";

/** "a>b,c d>a": a calls b and c, d calls a. */
function callersOf(text: string): Caller[] {
  return text.split(" ").map((each) => {
    const [name, dependencies = ""] = each.split(">");
    return { name, dependencies: dependencies.split(",").filter((one) => one !== "") };
  });
}
function mapOf(text: string): DependencyMapModel {
  const graph = dependencyGraph(callersOf(text));
  return dependencyMap(graph, graph.names);
}
/** The names of each layer, from above. */
function picture({ nodes }: DependencyMapModel): string[] {
  const layers: string[][] = [];
  for (const { name, layer } of [...nodes].sort((a, b) => a.yPx - b.yPx)) (layers[layer] ??= []).push(name);
  return layers.map((names) => names.join(" "));
}

const PLATFORM =
  "edge-gateway>auth,profile,feed,search,media,chat,checkout feed>profile,media,recommendations " +
  "search>catalog,recommendations chat>profile,notifications checkout>auth,catalog,payments payments>auth " +
  "recommendations>catalog,profile auth profile media catalog notifications";

describe("layers: callers left of those they call", () => {
  test.each([
    ["a chain", "a>b b>c", ["a", "b", "c"]],
    ["the longest way counts", "a>b,c b>c", ["a", "b", "c"]],
    ["two roots", "a>c b>c", ["a b", "c"]],
    ["a circle of two", "a>b b>a", ["a", "b"]],
    ["a circle behind a root is closed towards it", "root>a a>b b>a", ["root", "a", "b"]],
    ["a circle of three", "a>b b>c c>a", ["a", "b", "c"]],
    ["nothing", "a b", []],
  ])("%s", (_name, text, layers) => {
    expect(picture(mapOf(text))).toEqual(layers);
  });

  test("a circle's closing call leads back and is marked; the others are not", () => {
    const { edges } = mapOf("root>a a>b b>a");
    expect(edges.map(({ from, to, loop }) => `${from}>${to}${loop ? " back" : ""}`)).toEqual([
      "a>b",
      "b>a back",
      "root>a",
    ]);
  });

  test("services without a call stand apart", () => {
    expect(mapOf("a>b c d").apart).toEqual(["c", "d"]);
  });

  test("only calls among the names asked for are drawn", () => {
    const graph = dependencyGraph(callersOf("a>b,c b>c"));
    const { nodes, edges } = dependencyMap(graph, ["a", "b"]);
    expect([nodes.map(({ name }) => name), edges.length]).toEqual([["a", "b"], 1]);
  });
});

test("the places of two tangled layers are exchanged until nothing crosses", () => {
  const arrows = [
    { from: "a", to: "z" },
    { from: "b", to: "y" },
    { from: "c", to: "x" },
  ];
  const tangled = [
    ["a", "b", "c"],
    ["x", "y", "z"],
  ];
  expect(crossings(tangled, arrows)).toBe(3);
  expect(crossings(untangled(tangled, arrows), arrows)).toBe(0);
});

test("what cannot be untangled keeps as few crossings as were seen", () => {
  const arrows = ["a", "b"].flatMap((from) => ["x", "y"].map((to) => ({ from, to })));
  expect(crossings(untangled([["a", "b"], ["x", "y"]], arrows), arrows)).toBe(1); // prettier-ignore
});

describe.each([
  ["a platform", PLATFORM],
  ["a fan", "a>b,c,d,e,f,g h>g,f,e,d,c,b"],
  ["circles", "a>b,c b>c,a c>a,d d>b,e e>a"],
])("the picture of %s", (_name, text) => {
  const map = mapOf(text);
  test("has no two nodes over each other, and all of them inside", () => {
    for (const one of map.nodes) {
      expect(one.xPx).toBeGreaterThanOrEqual(0);
      expect(one.yPx).toBeGreaterThanOrEqual(0);
      expect(one.xPx + NODE_WIDTH_PX).toBeLessThanOrEqual(map.widthPx);
      expect(one.yPx + NODE_HEIGHT_PX).toBeLessThanOrEqual(map.heightPx);
      for (const other of map.nodes)
        if (one !== other && one.layer === other.layer)
          expect(Math.abs(one.yPx - other.yPx)).toBeGreaterThan(NODE_HEIGHT_PX);
    }
  });
  test("has every call once, from its caller's edge to its callee's", () => {
    const graph = dependencyGraph(callersOf(text));
    const calls = [...graph.calls].flatMap(([from, callees]) => callees.map((to) => `${from}>${to}`));
    expect(map.edges.map(({ from, to }) => `${from}>${to}`).sort()).toEqual(calls.sort());
    const nodeOf = (name: string) => map.nodes.find((node) => node.name === name)!;
    for (const { from, to, path, loop } of map.edges) {
      const start = nodeOf(from).xPx + (loop ? 0 : NODE_WIDTH_PX);
      const end = nodeOf(to).xPx + (loop ? NODE_WIDTH_PX : 0);
      expect(path).toMatch(new RegExp(`^M${start} .*[ H]${end} [\\d.]+$`));
    }
  });
  test("is the same each time", () => {
    expect(mapOf(text)).toEqual(map);
  });
});

test("a long arrow passes the layers between beside their nodes", () => {
  const { nodes, edges } = mapOf("a>b,c b>c");
  const between = nodes.find(({ name }) => name === "b")!;
  const long = edges.find(({ from, to }) => from === "a" && to === "c")!;
  const lane = Number(/ (\d+)H/.exec(long.path)?.[1]);
  expect(lane < between.yPx || lane > between.yPx + NODE_HEIGHT_PX).toBe(true);
});
