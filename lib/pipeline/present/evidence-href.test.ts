import { expect, test } from "vitest";
import type { Evidence } from "@/lib/domain/sentence";
import { evidenceHref } from "./evidence-href";

test.each<[Evidence, string]>([
  [{ kind: "metric", metric: "latency_p99" }, "/?chart=latency_p99#history"],
  [{ kind: "regions" }, "/regions"],
  [{ kind: "region", region: "eu/west 1" }, "/regions/eu%2Fwest%201"],
  [{ kind: "service", service: "shop", region: null }, "/services/shop"],
  [{ kind: "service", service: "a&b", region: "eu" }, "/services/a%26b?region=eu"],
  [{ kind: "attention" }, "/#attention"],
  [{ kind: "incident", id: "a/b" }, "/incidents/a%2Fb"],
  [{ kind: "prediction", id: "p/1" }, "/predictions#p%2F1"],
  [{ kind: "deployments" }, "/settings/deployments"],
  [{ kind: "ingest" }, "/settings/ingest"],
])("%j leads to %s", (evidence, href) => expect(evidenceHref(evidence)).toBe(href));
