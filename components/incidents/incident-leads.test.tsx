import { renderToStaticMarkup } from "react-dom/server";
import { expect, test, vi } from "vitest";
import type { IncidentSuspectContract, SimilarIncidentContract } from "@/lib/contracts/incident-leads";
import { IncidentSimilar } from "./incident-similar";
import { IncidentSuspects } from "./incident-suspects";

vi.mock("@/components/shell/view-state", () => ({ useShownZone: () => "UTC" }));

const EVIL = "<img src=x onerror=alert(1)>";
const suspect = (of: Partial<IncidentSuspectContract>): IncidentSuspectContract => ({
  ...{
    kind: "change",
    what: "deploy shop 1.2",
    region: "eu",
    service: "shop",
    at: "2026-11-20T11:58:00.000Z",
  },
  ...{ evidence: "2 min before the first signal, in shop in eu itself.", deployment_id: "d", url: null },
  ...of,
});
const similar: SimilarIncidentContract = {
  ...{ id: "a/b", number: 3, title: EVIL, created_at: "2026-11-19T11:58:00.000Z", resolved_at: null },
  ...{
    resolved_by: "system",
    score: 90,
    shared_services: ["shop"],
    shared_regions: ["eu"],
    same_category: true,
  },
  ...{ shared_signals: 2, root_cause: "A lock", resolution_steps: ["Restarted it"] },
};

test("suspects stand in their order, each with its evidence and a way to it", () => {
  const html = renderToStaticMarkup(
    <IncidentSuspects
      incident={{
        suspects: [
          suspect({ url: "https://ci.example/1", what: EVIL }),
          suspect({ kind: "upstream", what: "cart", service: "cart", deployment_id: null }),
          suspect({ kind: "first-mover", what: "eu", service: null, deployment_id: null }),
        ],
      }}
    />,
  );
  expect([...html.matchAll(/data-suspect="([^"]+)"/g)].map(([, kind]) => kind)).toEqual([
    ...["change", "upstream", "first-mover"],
  ]);
  expect(html).toContain("2 min before the first signal");
  expect([...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual([
    ...["https://ci.example/1", "/services/cart", "/regions/eu"],
  ]);
  expect(html).not.toContain("<img");
});

test("without a suspect it says what was looked for", () => {
  expect(renderToStaticMarkup(<IncidentSuspects incident={{ suspects: [] }} />)).toContain(
    "No change of production",
  );
});

test("similar ones say what they share and what helped", () => {
  const html = renderToStaticMarkup(<IncidentSimilar incident={{ similar: [similar] }} />);
  for (const text of [
    ...["90 of 100 alike", "Both: shop; in eu; 2 signals; the same category.", "Root cause: A lock"],
    ...["What helped: Restarted it", 'href="/incidents/a%2Fb"'],
  ])
    expect(html).toContain(text);
  expect(html).not.toContain("<img");
});

test("what helped and was not written down is said so; that there are none too", () => {
  const bare = { ...similar, root_cause: null, resolution_steps: [] };
  expect(renderToStaticMarkup(<IncidentSimilar incident={{ similar: [bare] }} />)).toContain(
    "What helped is not written down.",
  );
  expect(renderToStaticMarkup(<IncidentSimilar incident={{ similar: [] }} />)).toContain("the 200 newest");
});
