import type { SourceSettings } from "@/lib/domain/source";
import type { HeaderInput } from "./source-headers";

/** A source as an admin sends it. */
export interface SourceInput {
  readonly name: string;
  readonly url: string;
  readonly headers: HeaderInput;
  readonly enabled: boolean;
  readonly settings: SourceSettings;
}
