import { expect, it } from "vitest";
import type { DeploymentContract } from "@/lib/contracts/deployment";
import { BYTE_ORDER_MARK, csvText } from "./csv";
import { deploymentCsv } from "./deployment-csv";
import { regionName } from "./region-name";

const CHANGE: DeploymentContract = {
  ...{ id: "1", external_id: null, source: "api", service: null, region: "eu-west-1" },
  ...{ environment: "production", kind: "deploy", outcome: "in_progress", version: "=1+1", commit: null },
  ...{ deployed_at: "2026-10-25T01:30:00Z", committed_at: null, url: null, description: null, demo: true },
  ...{ recorded_at: "2026-10-25T01:30:05Z", recorded_by: "ci" },
};

it("writes changes with the moment by the chosen clock, names for codes and no formulas", () => {
  const [head, row] = csvText(deploymentCsv(regionName), [CHANGE], "Europe/Berlin")
    .replace(BYTE_ORDER_MARK, "")
    .split("\r\n");
  expect(head).toBe(
    "What,Version,Commit,Description,Address,Service,Region,Environment,When,Outcome,Reported by,Demo",
  );
  expect(row).toBe(
    "Deployment,'=1+1,,,,All services,EU West,production,2026-10-25T02:30:00+01:00,In progress,ci,yes",
  );
});
