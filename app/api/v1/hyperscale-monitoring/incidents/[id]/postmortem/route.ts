import { incidentParamsSchema, postmortemSchema } from "@/lib/contracts/incident";
import { defineRoute } from "@/lib/http/define-route";
import { readIncident } from "@/lib/pipeline/incidents/read-incident";
import { postmortemMarkdown } from "@/lib/pipeline/present/postmortem";
import { incidentAnswer } from "@/lib/pipeline/present/rest/present-incident";

export const GET = defineRoute({
  summary:
    "A draft of its postmortem as Markdown: impact, timeline, suspects, what helped, open questions; texts of others are escaped",
  scope: "metrics:read",
  params: incidentParamsSchema,
  response: postmortemSchema,
  responseType: "text/markdown",
  handle: async (ctx, { params }) => {
    const { data, meta } = incidentAnswer(await readIncident(ctx, params));
    const fileName = `postmortem-${data.number}.md`;
    return {
      data: postmortemMarkdown(data, meta?.currency ?? null),
      headers: new Headers({ "content-disposition": `attachment; filename="${fileName}"` }),
    };
  },
});
