import { accessSync, constants } from "node:fs";
import path from "node:path";

/** The first of these programs on the PATH, or null. */
export function findOnPath(names, searchPath = process.env.PATH ?? "") {
  for (const name of names)
    for (const folder of searchPath.split(path.delimiter)) {
      const file = path.join(folder, name);
      if (folder !== "" && isExecutable(file)) return file;
    }
  return null;
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
