import {
  checkScopeName,
  DEFAULT_ADMISSION_LIMITS,
  type AdmissionLimits,
} from "@/lib/pipeline/ingest/admission/admission";
import { AppError } from "@/lib/platform/errors";

type ScopeLimits = Pick<AdmissionLimits, "maxRegions" | "maxServices">;

/** Which regions and services history may name: those that live samples may. */
export class ImportScopes {
  private readonly regions = new Set<string>();
  private readonly services = new Set<string>();

  constructor(private readonly limits: ScopeLimits = DEFAULT_ADMISSION_LIMITS) {}

  /** False: a name that cannot be shown, so that its series are left out. @throws AppError unprocessable for too many names */
  takes(region: string, service: string | null): boolean {
    if (checkScopeName(region) !== null) return false;
    if (service !== null && checkScopeName(service) !== null) return false;
    const { maxRegions, maxServices } = this.limits;
    note(this.regions, region, maxRegions, "regions");
    if (service !== null) note(this.services, service, maxServices, "services");
    return true;
  }
}

function note(known: Set<string>, name: string, limit: number, what: string): void {
  if (!known.has(name) && known.size >= limit)
    throw new AppError("unprocessable", `The source names more than ${limit} ${what}: is the label right?`);
  known.add(name);
}
