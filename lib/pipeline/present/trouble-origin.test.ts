import { describe, expect, test } from "vitest";
import type { StatusCode } from "@/lib/contracts/status";
import { dependencyGraph } from "./dependency-graph";
import { suspicionSentence } from "./suspicion-sentence";
import { suspicionsAbout, troubleOrigins, troublePath, type JudgedCaller } from "./trouble-origin";

const CODES: Readonly<Record<string, StatusCode>> = {
  "": "healthy",
  "~": "degraded",
  "!": "critical",
  "#": "down",
  "?": "unknown",
};

/** "shop!>pay,auth": shop is critical and calls pay and auth. ~ degraded, # down, ? unknown, nothing: healthy. */
function world(text: string): JudgedCaller[] {
  return text.split(" ").map((each) => {
    const [, name, mark, dependencies = ""] = /^([a-z-]+)([~!#?]?)(?:>(.*))?$/.exec(each) ?? [];
    return { name, status: CODES[mark], dependencies: dependencies.split(",").filter((one) => one !== "") };
  });
}
const origins = (text: string) => troubleOrigins(world(text));
const brief = (text: string) =>
  origins(text).map(({ names, sufferers }) => [
    names.join("+"),
    sufferers.map(({ name, direct }) => (direct ? name : `(${name})`)).join(" "),
  ]);

test.each([
  ["all is well", "gate>shop shop>pay pay", []],
  ["the last of a chain", "gate~>shop shop!>pay pay#", [["pay", "shop (gate)"]]],
  ["the middle of a chain whose end is fine", "gate~>shop shop!>pay pay", [["shop", "gate"]]],
  ["through a healthy one", "gate~>shop shop>pay pay!", [["pay", "(gate)"]]],
  ["two at once, that with more sufferers first", "gate~>a,b shop~>b a! b!", [["b", "gate shop"], ["a", "gate"]]], // prettier-ignore
  [
    "as many sufferers: the worse first",
    "gate~>a,b a~ b#",
    [
      ["b", "gate"],
      ["a", "gate"],
    ],
  ],
  ["an origin from which nobody suffers", "gate>pay pay!", [["pay", ""]]],
  ["a circle is one origin", "gate!>a a!>b b!>a", [["a+b", "gate"]]],
  ["a circle with trouble behind it is none", "a!>b b!>a,pay pay#", [["pay", "b (a)"]]],
  ["a circle half of which is healthy: the sick half", "a!>b b>a", [["a", ""]]],
  ["unknown is no trouble", "gate~>pay pay?", [["gate", ""]]],
  ["unconnected services say nothing", "alone! gate>shop shop", []],
  ["a dependency nobody has seen is not unhealthy", "shop!>stripe", [["shop", ""]]],
])("origins: %s", (_name, text, expected) => {
  expect(brief(text)).toEqual(expected);
});

test("what the origin depends on without telemetry is named, at any distance", () => {
  expect(origins("shop!>pay pay>bank,stripe bank?")[0].silent).toEqual(["bank", "stripe"]);
});

test.each([
  ["shop~>pay gate~>pay pay!", "pay looks like the origin: gate and shop call it."],
  ["shop~>pay pay!", "pay looks like the origin: shop calls it."],
  ["gate~>shop shop~>pay pay!", "pay looks like the origin: shop calls it, gate through others."],
  ["gate~>shop shop>pay pay!", "pay looks like the origin: gate reaches it through others."],
  ["a~>z b~>z c~>z d~>z e~>z z!", "z looks like the origin: a, b, c and 2 more call it."],
  ["gate~>a a!>b b!>a", "a and b, which call each other, look like the origin: gate calls them."],
  [
    "gate>pay pay!",
    "pay looks like the origin: it is not healthy, nothing that it calls is in trouble, and nobody who calls it suffers yet.",
  ],
  [
    "shop~>pay pay!>bank bank?",
    "pay looks like the origin: shop calls it. bank, on which it depends, sends no telemetry: it may begin there.",
  ],
])("in words: %s", (text, sentence) => {
  expect(suspicionSentence(origins(text)[0])).toBe(sentence);
});

describe("of one service", () => {
  const all = origins("gate~>shop,feed shop!>pay pay# feed~>media media! chat");
  test.each([
    ["pay", ["pay"]],
    ["shop", ["pay"]],
    ["gate", ["media", "pay"]],
    ["chat", []],
  ])("%s is concerned by %j", (name, names) => {
    expect(
      suspicionsAbout(all, name)
        .flatMap((origin) => origin.names)
        .sort(),
    ).toEqual(names);
  });
});

test.each([
  ["along the chain, also through a healthy one", "gate~>shop shop>pay pay!", ["gate>shop", "shop>pay"]],
  ["not to other services", "gate~>shop,feed shop!>pay,auth pay! auth feed", ["gate>shop", "shop>pay"]],
  ["not from callers that are fine", "gate>pay shop~>pay pay!", ["shop>pay"]],
  ["none where nothing is wrong", "gate>pay pay", []],
])("the way of the trouble: %s", (_name, text, edges) => {
  const services = world(text);
  const path = troublePath(dependencyGraph(services), troubleOrigins(services));
  expect(path.map(({ from, to }) => `${from}>${to}`).sort()).toEqual(edges);
});
