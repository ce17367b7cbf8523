import { requireScope } from "@/lib/auth/require-scope";
import { trustedOrigins } from "@/lib/auth/trusted-origins";
import { resolveActor } from "@/lib/compose/actor";
import { importFolder } from "@/lib/compose/backfill";
import { processEnv } from "@/lib/compose/context";
import { uploadedFileSchema } from "@/lib/contracts/backfill";
import { problemResponse } from "@/lib/http/problem";
import { receiveFile } from "@/lib/http/receive-file";
import { requireSameOrigin } from "@/lib/http/same-origin";
import { createLogger } from "@/lib/platform/logger";

const GIBIBYTE = 1024 ** 3;
const LIMITS = { fileBytes: 4 * GIBIBYTE, folderBytes: 16 * GIBIBYTE };
const SUFFIX = ".om";
/** It goes past the proxy, which sets the headers of everything else. */
const NOSNIFF = ["x-content-type-options", "nosniff"] as const;

/** Takes an OpenMetrics file, as the raw body, for an import that is started afterwards. No JSON, so no declared route. */
export async function POST(request: Request): Promise<Response> {
  try {
    const env = processEnv();
    const actor = await resolveActor(request.headers);
    requireScope(actor, "settings:write");
    requireSameOrigin(request, actor, trustedOrigins(env));
    const received = await receiveFile(request, importFolder(env), SUFFIX, LIMITS);
    return Response.json(uploadedFileSchema.parse(received), { status: 201, headers: [[...NOSNIFF]] });
  } catch (error) {
    const response = problemResponse(error, createLogger("http"), new URL(request.url).pathname);
    response.headers.set(...NOSNIFF);
    return response;
  }
}
