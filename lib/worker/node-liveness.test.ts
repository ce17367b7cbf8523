import { expect, test } from "vitest";
import { deadNodes, nodeId, type LivenessView } from "./node-liveness";

const NOW_MS = 1_000_000;
const ALIVE_PID = 77;
const VIEW: LivenessView = {
  nowMs: NOW_MS,
  host: "here",
  own: new Set([nodeId("here", process.pid, "a")]),
  isAlive: (pid) => pid === ALIVE_PID,
};

test.each([
  ["this node, just now", nodeId("here", process.pid, "a"), 0, false],
  ["this node, after a long sleep", nodeId("here", process.pid, "a"), 60_000, false],
  ["a living process of this machine", nodeId("here", ALIVE_PID, "a"), 9_000, false],
  ["a killed process of this machine, at once", nodeId("here", 78, "a"), 100, true],
  ["our pid, but not ours: the container before", nodeId("here", process.pid, "b"), 100, true],
  ["another machine, beating", nodeId("there", 78, "a"), 9_999, false],
  ["another machine, silent", nodeId("there", 78, "a"), 10_001, true],
])("%s", (_name, id, agoMs, dead) => {
  expect(deadNodes([{ id, poolId: "pool", heartbeatAtMs: NOW_MS - agoMs }], VIEW)).toHaveLength(dead ? 1 : 0);
});
