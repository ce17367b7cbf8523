import type { Ctx } from "@/lib/context";
import type { Role } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";
import { DEMO_PERSONAS, demoPassword } from "./demo-persona";
import type { AuthStore } from "./auth-store";

export interface SignInPersonaInput {
  readonly role: Role;
  readonly authSecret: string;
  /** Of the request: the session notes the browser. */
  readonly headers: Headers;
}

/**
 * One-click sign-in of the demo. Returns the headers that set the session cookie.
 * @throws AppError not-found outside the demo
 */
export async function signInPersona(
  ctx: Ctx,
  auth: Pick<AuthStore, "signIn">,
  input: SignInPersonaInput,
): Promise<Headers> {
  const persona = DEMO_PERSONAS.find(({ role }) => role === input.role);
  if (!ctx.demo || persona === undefined) throw new AppError("not-found", "There is no such page.");
  return auth.signIn(persona.email, demoPassword(input.authSecret, persona.role), input.headers);
}
