import {
  importOpensloQuerySchema,
  OPENSLO_TYPES,
  opensloReportSchema,
  opensloTextSchema,
} from "@/lib/contracts/openslo";
import { defineRoute } from "@/lib/http/define-route";
import { presentOpensloImport } from "@/lib/pipeline/present/rest/present-openslo";
import { exportOpenslo } from "@/lib/slo/export-openslo";
import { importOpenslo } from "@/lib/slo/import-openslo";

const FILE_NAME = "objectives.openslo.yaml";

export const GET = defineRoute({
  summary: "Every objective as OpenSLO v1 YAML; importing it again changes nothing",
  scope: "metrics:read",
  response: opensloTextSchema,
  responseType: "text/yaml",
  handle: async (ctx) => ({
    data: await exportOpenslo(ctx),
    headers: new Headers({ "content-disposition": `attachment; filename="${FILE_NAME}"` }),
  }),
});

export const POST = defineRoute({
  summary:
    "Creates and changes the objectives that OpenSLO v1 YAML asks for: all, or none where one is not understood",
  scope: "settings:write",
  query: importOpensloQuerySchema,
  body: opensloTextSchema,
  bodyTypes: OPENSLO_TYPES,
  response: opensloReportSchema,
  handle: async (ctx, { query, body }) => ({
    data: presentOpensloImport(await importOpenslo(ctx, { yaml: body, dryRun: query.dry_run })),
  }),
});
