import { textInput } from "@/lib/contracts/text";
import { sameScope } from "@/lib/slo/objective-scope";
import { Fields } from "./fields";
import { Findings, type Finding } from "./findings";
import type { YamlNode } from "./parse-yaml";
import { readIndicator, type Indicator } from "./read-indicator";
import { readSlo, type KnownIndicators, type WantedObjective } from "./read-slo";
import { API_VERSION, SOURCE_TYPE } from "./vocabulary";

export interface ReadOpenslo {
  readonly wanted: readonly WantedObjective[];
  readonly findings: readonly Finding[];
}

interface OpensloObject {
  readonly kind: string;
  readonly name: string;
  readonly spec: Fields;
}

const NO_EFFECT: Readonly<Record<string, string>> = {
  Service: "", // services are there once they send; nothing of the object is needed
  DataSource: `metrics are read as ${SOURCE_TYPE}; other engines are set up under Settings, Sources`,
  AlertPolicy: "budgets are watched by the burn rates of the SRE Workbook; other alerts are not set up here",
  AlertCondition:
    "budgets are watched by the burn rates of the SRE Workbook; other alerts are not set up here",
  AlertNotificationTarget: "who is told is not set up here",
};

/** The objectives that OpenSLO v1 objects ask for, and what of them is not understood, line by line. */
export function readOpenslo(documents: readonly YamlNode[]): ReadOpenslo {
  const findings = new Findings();
  const objects = documents.flatMap((document) => readObject(document, findings) ?? []);
  const indicators = indicatorsOf(objects, findings);
  const wanted: WantedObjective[] = [];
  for (const { kind, name, spec } of objects) {
    if (kind !== "SLO") continue;
    const before = findings.refusals;
    const found = readSlo(spec, name, indicators, findings);
    if (found !== null && isUsable(found, wanted, findings) && findings.refusals === before)
      wanted.push(found);
  }
  return { wanted, findings: findings.list };
}

function readObject(document: YamlNode, findings: Findings): OpensloObject | null {
  const [kind, name] = [peek(document, "kind"), peek(document, "metadata", "name")];
  const title = `${kind ?? "object"} ${name ?? ""}`.trim();
  const object = Fields.of(document, `${title}:`, findings);
  if (object === null) return null;
  if (object.text("apiVersion") !== API_VERSION) {
    object.refuse("apiVersion", `must be ${API_VERSION}`);
    return null;
  }
  object.requiredText("kind");
  readMetadata(object);
  const reason = NO_EFFECT[kind ?? ""];
  if (reason) findings.ignore(object.line, title, reason);
  if (reason !== undefined || kind === null || name === null) return null;
  const isOurs = kind === "SLO" || kind === "SLI";
  if (!isOurs) object.refuse("kind", `${JSON.stringify(kind)} is no object of ${API_VERSION}`);
  else if (!object.has("spec")) object.refuse("spec", "is missing");
  const spec = isOurs ? object.object("spec") : null;
  if (isOurs) object.done();
  return spec && { kind, name, spec };
}

function readMetadata(object: Fields): void {
  if (!object.has("metadata")) object.refuse("metadata", "is missing");
  const metadata = object.object("metadata");
  metadata?.requiredText("name");
  metadata?.node("displayName");
  for (const key of ["labels", "annotations"]) metadata?.ignore(key, "is not kept");
  metadata?.done();
}

/** A text deep in an object, to call it by before it is read. */
function peek(node: YamlNode | undefined, ...path: readonly string[]): string | null {
  const [key, ...rest] = path;
  if (key === undefined) return node?.kind === "scalar" && typeof node.value === "string" ? node.value : null;
  return node?.kind === "map" ? peek(node.entries.get(key), ...rest) : null;
}

function indicatorsOf(objects: readonly OpensloObject[], findings: Findings): KnownIndicators {
  const indicators = new Map<string, Indicator | null>();
  for (const { kind, name, spec } of objects) {
    if (kind !== "SLI") continue;
    if (indicators.has(name)) findings.refuse(spec.line, `SLI ${name}`, "is there twice");
    indicators.set(name, readIndicator(spec));
  }
  return indicators;
}

/** Names that can be kept, and one objective for each kind and scope. */
function isUsable(found: WantedObjective, before: readonly WantedObjective[], findings: Findings): boolean {
  const { settings, line, name } = found;
  const where = `SLO ${name}`;
  for (const place of [settings.region, settings.service])
    if (place !== null && (place.trim() === "" || !textInput.safeParse(place).success)) {
      findings.refuse(line, where, "names a region or service by a text that cannot be kept");
      return false;
    }
  const same = before.find((each) => sameScope(each.settings, settings));
  if (same)
    findings.refuse(
      line,
      where,
      `asks for the same as ${same.name} (line ${same.line}): same kind, region and service`,
    );
  return same === undefined;
}
