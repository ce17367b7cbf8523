import { serviceBodySchema, type ServiceBody, type ServiceContract } from "@/lib/contracts/service";
import { draftBody, textOrNull, type DraftBody, type FieldProblems } from "./draft-body";

const PER_CENT = 100;
/** Enough for any share; hides what binary fractions add. */
const SIGNIFICANT_DIGITS = 12;
const REACH_PROBLEM = "must be a number from 0 to 100";

/** A service's settings as the form holds them; an empty text is not configured. */
export interface ServiceDraft {
  readonly owner: string;
  readonly contact: string;
  /** "1" to "4", or empty. */
  readonly tier: string;
  readonly dependencies: readonly string[];
  /** A dependency that is typed and not added yet. */
  readonly adding: string;
  /** Per cent. */
  readonly reach: string;
}

export function draftOfService({ owner, contact, tier, dependencies, reach }: ServiceContract): ServiceDraft {
  return {
    owner: owner ?? "",
    contact: contact ?? "",
    tier: tier === null ? "" : String(tier),
    dependencies,
    adding: "",
    reach: String(plain(reach * PER_CENT)),
  };
}

/** An empty reach is that of a service that nobody configured: every session. */
export function bodyOfServiceDraft(draft: ServiceDraft): DraftBody<ServiceBody, keyof ServiceBody> {
  const percent = draft.reach.trim() === "" ? PER_CENT : Number(draft.reach);
  const { body, problems } = draftBody(serviceBodySchema, {
    owner: textOrNull(draft.owner),
    contact: textOrNull(draft.contact),
    tier: draft.tier === "" ? null : Number(draft.tier),
    dependencies: withAdded(draft).dependencies,
    reach: plain(percent / PER_CENT),
  });
  return body === null ? { body, problems: inPercent(problems) } : { body, problems };
}

/** The dependency that is typed joins the others. */
export function withAdded(draft: ServiceDraft): ServiceDraft {
  const name = draft.adding.trim();
  const known = name === "" || draft.dependencies.includes(name);
  return { ...draft, adding: "", dependencies: known ? draft.dependencies : [...draft.dependencies, name] };
}

/** The contract's reach is a ratio, the form's is not. */
function inPercent<Field extends string>(problems: FieldProblems<Field>): FieldProblems<Field> {
  return "reach" in problems ? { ...problems, reach: REACH_PROBLEM } : problems;
}

function plain(value: number): number {
  return Number(value.toPrecision(SIGNIFICANT_DIGITS));
}

/** The request that makes a service what it is. */
export function bodyOfService({ name: _name, etag: _etag, ...body }: ServiceContract): ServiceBody {
  return body;
}
