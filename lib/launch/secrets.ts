import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { writePrivateFile } from "./private-file";
import { LaunchError } from "./settings";

const AUTH_SECRET_BYTES = 48;
const PASSWORD_BYTES = 24;

const schema = z.object({ authSecret: z.string().min(32), postgresPassword: z.string().min(16) });

export type Secrets = z.infer<typeof schema>;

/** The data folder's own secrets (`secrets.json`, mode 0600), made on the first start. Throws where the file is broken. */
export function openSecrets(dataDir: string): Secrets {
  const file = path.join(dataDir, "secrets.json");
  const text = readIfThere(file);
  if (text === null) {
    const fresh: Secrets = {
      authSecret: randomBytes(AUTH_SECRET_BYTES).toString("base64url"),
      postgresPassword: randomBytes(PASSWORD_BYTES).toString("hex"),
    };
    writePrivateFile(file, `${JSON.stringify(fresh, null, 2)}\n`);
    return fresh;
  }
  const parsed = schema.safeParse(parseJson(text));
  if (!parsed.success) throw new LaunchError(`${file} is damaged: restore it, or choose another DATA_DIR.`);
  return parsed.data;
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
