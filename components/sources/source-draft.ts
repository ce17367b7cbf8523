import { METRIC_NAMES } from "@/lib/domain/metric";
import { DEFAULT_EXPRESSIONS } from "@/lib/domain/source-expressions";
import type { ListedSourceContract, SourceBody } from "@/lib/contracts/source";

/** A header as it is being typed; a stored one has no value here. */
export interface HeaderDraft {
  readonly name: string;
  readonly value: string;
  readonly stored: boolean;
}

export function headersOf(source: ListedSourceContract | null): HeaderDraft[] {
  return (source?.header_names ?? []).map((name) => ({ name, value: "", stored: true }));
}

/** What the form's fields say, to be parsed by the contract. An empty value of a stored header keeps it. */
export function draftBody(form: FormData, headers: readonly HeaderDraft[], enabled: boolean): unknown {
  // Some browsers end a text area's lines as forms are sent: CR LF.
  const text = (name: string) =>
    String(form.get(name) ?? "")
      .replaceAll("\r\n", "\n")
      .trim();
  const named = headers.filter(({ name }) => name.trim() !== "");
  return {
    name: text("name"),
    url: text("url"),
    enabled,
    headers: Object.fromEntries(
      named.map(({ name, value, stored }) => [name.trim(), stored && value === "" ? null : value]),
    ),
    region_label: text("region_label"),
    service_label: text("service_label"),
    region: text("region") || null,
    scrape_interval_seconds: Number(text("scrape_interval_seconds")),
    delay_seconds: Number(text("delay_seconds")),
    latency_unit: text("latency_unit"),
    expressions: draftExpressions(text),
  };
}

/** Only what differs from the defaults; an empty query is not asked. */
function draftExpressions(text: (name: string) => string): SourceBody["expressions"] {
  const entries = METRIC_NAMES.flatMap((metric) => {
    const query = text(`${metric}.query`);
    const companion = text(`${metric}.companion`) || null;
    const usual = DEFAULT_EXPRESSIONS[metric];
    if (query === usual.query && companion === usual.companion) return [];
    return [[metric, query === "" ? null : { query, companion }] as const];
  });
  return Object.fromEntries(entries);
}
