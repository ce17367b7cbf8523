import type { Problem } from "@/lib/contracts/problem";

/** A refusal of our own API, with the sentence that it gave for its reader. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly title: string;
  readonly fields: NonNullable<Problem["errors"]>;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = "ApiProblem";
    this.status = problem.status;
    this.title = problem.title;
    this.fields = problem.errors ?? [];
  }
}

/** The refusal in a failed response; one that is not problem+json (a proxy's page) keeps its status alone. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null);
  const { problemSchema } = await import("@/lib/contracts/problem");
  const parsed = problemSchema.safeParse(body);
  if (parsed.success) return new ApiProblem(parsed.data);
  const title = `The server answered ${response.status}`;
  return new ApiProblem({ type: "about:blank", title, status: response.status });
}

/** What to tell a visitor about any error of a query. */
export function errorSentence(error: Error): string {
  if (error instanceof ApiProblem) return error.message;
  if (error.name === "ZodError")
    return "The server answered in a way that this page does not know. Reload it.";
  return "The server cannot be reached.";
}
