import { answerReadyz } from "@/lib/http/answer-readyz";

export function GET(): Promise<Response> {
  return answerReadyz();
}
