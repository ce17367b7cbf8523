import type { ChannelServices, DeliveryServices } from "@/lib/notify/notify-services";
import { createMailSender } from "@/lib/notify/send-mail";
import type { Env } from "@/lib/platform/env";
import { createHttpPost } from "@/lib/platform/http-post";
import { createOutgoingGuard } from "@/lib/platform/outgoing-guard";
import { processSingleton } from "@/lib/platform/process-singleton";
import { createSecretBox } from "@/lib/platform/secret-box";
import { processEnv } from "./context";

const boxOf = ({ authSecret }: Pick<Env, "authSecret">) =>
  createSecretBox(authSecret, "notification-channel");

/** What this process's verbs of channels need. */
export function channelServices(): ChannelServices {
  return processSingleton("channel-services", () => {
    const env = processEnv();
    return { box: boxOf(env), guard: createOutgoingGuard(env.outgoingAllow) };
  });
}

/** What a worker sends messages with. */
export function deliveryServices(
  env: Pick<Env, "authSecret" | "outgoingAllow" | "publicUrl">,
): DeliveryServices {
  const guard = createOutgoingGuard(env.outgoingAllow);
  return {
    box: boxOf(env),
    senders: { post: createHttpPost(guard), mail: createMailSender(guard) },
    publicUrl: env.publicUrl,
    random: Math.random,
  };
}
