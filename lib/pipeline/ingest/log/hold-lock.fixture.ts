import { lockLogDirectory } from "./log-lock";

/** Tries to take the lock and says how that went; holds it until it is killed. */
try {
  await lockLogDirectory(process.argv[2]);
  process.stdout.write("locked\n");
  setInterval(() => {}, 60_000);
} catch (error) {
  process.stdout.write(`refused: ${error instanceof Error ? error.message : String(error)}\n`);
}
