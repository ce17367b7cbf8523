import type { ResponseActionKind } from "@/lib/domain/response";
import type { ActionDefinition } from "./action-definition";
import { cleanUp } from "./clean-up";
import { restart } from "./restart";
import { rollBack } from "./roll-back";
import { scaleOut } from "./scale-out";
import { shiftTraffic } from "./shift-traffic";
import { throttleTraffic } from "./throttle-traffic";

export const ACTION_DEFINITIONS: Readonly<Record<ResponseActionKind, ActionDefinition>> = {
  "scale-out": scaleOut,
  "throttle-traffic": throttleTraffic,
  "shift-traffic": shiftTraffic,
  "clean-up": cleanUp,
  restart,
  "roll-back": rollBack,
};
