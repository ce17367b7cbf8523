import { readFileSync } from "node:fs";
import path from "node:path";
import { processSingleton } from "./process-singleton";

/** Names the build that this process serves, for pages that stay open over an update. "" where nothing was built. */
export function buildId(): string {
  return processSingleton("build-id", () => {
    try {
      return readFileSync(path.join(process.cwd(), ".next", "BUILD_ID"), "utf8").trim();
    } catch {
      return ""; // the development server
    }
  });
}
