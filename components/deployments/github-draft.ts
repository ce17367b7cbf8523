import {
  setGithubWebhookBodySchema,
  type GithubPlace,
  type SetGithubWebhookBody,
} from "@/lib/contracts/github-webhook";

export const PLACE_FIELDS = ["repository", "environment", "service", "region", "as_environment"] as const;
export type PlaceDraft = Readonly<Record<(typeof PLACE_FIELDS)[number], string>>;

/** What an admin has typed; an empty field is null. */
export interface GithubDraft {
  readonly secret: string;
  readonly places: readonly PlaceDraft[];
}

export const EMPTY_PLACE: PlaceDraft = {
  repository: "",
  environment: "",
  service: "",
  region: "",
  as_environment: "",
};

export function draftOfPlaces(places: readonly GithubPlace[]): readonly PlaceDraft[] {
  return places.map((place) => each((field) => place[field] ?? ""));
}

/** The request, or what is wrong with the draft. */
export function bodyOfDraft({
  secret,
  places,
}: GithubDraft):
  | { readonly body: SetGithubWebhookBody; readonly problem: null }
  | { readonly body: null; readonly problem: string } {
  const parsed = setGithubWebhookBodySchema.safeParse({
    ...(secret === "" ? {} : { secret }),
    places: places.map((place) => each((field) => place[field].trim() || null)),
  });
  if (parsed.success) return { body: parsed.data, problem: null };
  const { path, message } = parsed.error.issues[0];
  return { body: null, problem: `${path.join(" ")}: ${message}` };
}

function each<T>(value: (field: keyof PlaceDraft) => T): Record<keyof PlaceDraft, T> {
  return Object.fromEntries(PLACE_FIELDS.map((field) => [field, value(field)])) as Record<
    keyof PlaceDraft,
    T
  >;
}
