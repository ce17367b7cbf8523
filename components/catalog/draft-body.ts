import type { ZodType, z } from "zod";
import type { Problem } from "@/lib/contracts/problem";

/** What is wrong with fields, by name: a sentence each that goes on from the field's label. */
export type FieldProblems<Field extends string> = Readonly<Partial<Record<Field, string>>>;

export type DraftBody<Body, Field extends string> =
  | { readonly body: Body; readonly problems: null }
  | { readonly body: null; readonly problems: FieldProblems<Field> };

/** The request that a draft says, or what is wrong with its fields. */
export function draftBody<S extends ZodType, Field extends string>(
  schema: S,
  draft: Readonly<Record<Field, unknown>>,
): DraftBody<z.output<S>, Field> {
  const parsed = schema.safeParse(draft);
  if (parsed.success) return { body: parsed.data, problems: null };
  const errors = parsed.error.issues.map(({ path, message }) => ({ field: String(path[0]), message }));
  return { body: null, problems: firstOfEach(errors) };
}

/** What a refusal says of fields; of an element of a list it says so of the list. */
export function refusedFields<Field extends string>(
  errors: NonNullable<Problem["errors"]>,
): FieldProblems<Field> {
  return firstOfEach(errors.map(({ pointer, message }) => ({ field: pointer.split("/")[1] ?? "", message })));
}

function firstOfEach<Field extends string>(
  errors: readonly { readonly field: string; readonly message: string }[],
): FieldProblems<Field> {
  return Object.fromEntries(
    errors.toReversed().map(({ field, message }) => [field, message]),
  ) as FieldProblems<Field>;
}

const GOES_ON = /^(is|are|must|names|holds|has)\b/;

/** What is wrong with a field as a sentence: the API's texts go on from the field's name. */
export function problemSentence(problem: string): string {
  const text = GOES_ON.test(problem) ? `It ${problem}` : problem[0].toUpperCase() + problem.slice(1);
  return `${text}.`;
}

/** A text as it goes into a request; an empty one is null. */
export function textOrNull(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}

/** A number as it goes into a request; an empty one is null, what is no number is left to be refused. */
export function numberOrNull(text: string): number | null {
  return text.trim() === "" ? null : Number(text);
}
