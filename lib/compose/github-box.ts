import { createSecretBox, type SecretBox } from "@/lib/platform/secret-box";
import { processSingleton } from "@/lib/platform/process-singleton";
import { processEnv } from "./context";

/** Seals the secret that GitHub signs its deliveries with. */
export function githubBox(): SecretBox {
  return processSingleton("github-box", () => createSecretBox(processEnv().authSecret, "github-webhook"));
}
