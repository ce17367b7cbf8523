import { z } from "zod";
import { createFirstAdmin, createFirstAdminSchema } from "@/lib/auth/create-first-admin";
import { defineRoute } from "@/lib/http/define-route";

const CREATED = 201;

export const POST = defineRoute({
  summary: "Makes the first admin, by the one-time token that the first start prints",
  scope: null,
  body: createFirstAdminSchema,
  response: z.object({ id: z.string(), email: z.string() }),
  status: CREATED,
  handle: async (ctx, { body }) => {
    const { id, email } = await createFirstAdmin(ctx, body);
    return { data: { id, email } };
  },
});
