import { openapiDocument } from "@/lib/http/openapi-document";
import { REGISTERED_ROUTES } from "@/app/api/v1/registered-routes";

/** The API's own description; it holds no figure, so anybody may read it. */
export function GET(): Response {
  return Response.json(openapiDocument(REGISTERED_ROUTES), { headers: { "cache-control": "no-cache" } });
}
