/** Of each cause: who calls whom, by the number of calls that each is away from the cause. */
const TREE = [
  { calls: [], away: 0 },
  { calls: [0], away: 1 },
  { calls: [0], away: 1 },
  { calls: [1], away: 2 },
  { calls: [1], away: 2 },
  { calls: [2], away: 2 },
  { calls: [2], away: 2 },
  { calls: [3], away: 3 },
];
/** When each cause begins: two together. */
const BEGINS_S = [0, 0, 10, 20, 30];
const STEP_S = 5;
const SOURCES_EACH = 5;
const STORM_S = 60;
const MESSAGES = 10;

export const CAUSES = BEGINS_S.length;
export const SOURCES = CAUSES * TREE.length * SOURCES_EACH;

const nameOf = (cause, index) => `storm-${cause}-${index}`;

/** The services of the causes, none of which calls one of another's: `{ name, dependencies }`. */
export const SERVICES = BEGINS_S.flatMap((_, cause) =>
  TREE.map(({ calls }, index) => ({
    name: nameOf(cause, index),
    dependencies: calls.map((called) => nameOf(cause, called)),
  })),
);

/**
 * What each source sends, by the ms into the storm: `{ atMs, body(nowIso) }`, in that order. A source is silent until what it
 * waits for failed, and then tells of `alerts` until the storm is over.
 */
export function stormMessages(alerts, random) {
  const each = alerts / SOURCES / MESSAGES;
  const messages = BEGINS_S.flatMap((beginS, cause) =>
    TREE.flatMap(({ away }, index) =>
      Array.from({ length: SOURCES_EACH }, (_, source) => {
        const startMs = (beginS + away * STEP_S) * 1_000;
        const everyMs = (STORM_S * 1_000 - startMs) / MESSAGES;
        return Array.from({ length: MESSAGES }, (_, message) => ({
          atMs: startMs + message * everyMs + random() * Math.min(everyMs, 500),
          body: (nowIso) => messageOf({ cause, index, source, message, each, nowIso }),
        }));
      }).flat(),
    ),
  );
  return messages.toSorted((a, b) => a.atMs - b.atMs);
}

function messageOf({ cause, index, source, message, each, nowIso }) {
  const service = nameOf(cause, index);
  const instance = `${service}-${source}`;
  const alerts = Array.from({ length: each }, (_, number) => ({
    status: "firing",
    labels: {
      ...{ alertname: `Symptom${message * each + number}`, region: "eu-west-1", service, instance },
      ...{ severity: "warning", truth: `cause-${cause}` },
    },
    annotations: { summary: `${service} does not do what it should (${message * each + number})` },
    ...{ startsAt: nowIso, endsAt: "0001-01-01T00:00:00Z", generatorURL: "http://prometheus.example/graph" },
    fingerprint: `${instance}-${message}-${number}`,
  }));
  const groupKey = `{}:{instance="${instance}"}`;
  return { version: "4", groupKey, receiver: "storm", status: "firing", alerts };
}
