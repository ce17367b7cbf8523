import { headers } from "next/headers";
import { z } from "zod";
import { CLIENT_ADDRESS_HEADER, clientAddress } from "@/lib/auth/client-address";
import { signInPersona } from "@/lib/auth/sign-in-persona";
import { authStore } from "@/lib/compose/auth";
import { processEnv } from "@/lib/compose/context";
import { defineRoute } from "@/lib/http/define-route";
import { ROLES } from "@/lib/platform/actor";

/** What the new session notes of the browser. */
async function browserHeaders(): Promise<Headers> {
  const received = await headers();
  const kept = new Headers({ "user-agent": received.get("user-agent") ?? "" });
  const address = clientAddress(received);
  if (address !== null) kept.set(CLIENT_ADDRESS_HEADER, address);
  return kept;
}

export const POST = defineRoute({
  summary: "Demo only: signs in as one of its personas",
  scope: null,
  body: z.strictObject({ role: z.enum(ROLES) }),
  response: z.object({ role: z.enum(ROLES) }),
  handle: async (ctx, { body }) => {
    const input = {
      role: body.role,
      authSecret: processEnv().authSecret,
      headers: await browserHeaders(),
    };
    const session = await signInPersona(ctx, authStore(), input);
    const answer = new Headers();
    for (const cookie of session.getSetCookie()) answer.append("set-cookie", cookie);
    return { data: { role: body.role }, demo: true, headers: answer };
  },
});
