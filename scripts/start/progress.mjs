const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME_MS = 100;
const CLEAR_LINE = "\r\u001b[2K";

/** `3.2 s`, or `2 min 05 s`. */
export function formatElapsed(elapsedMs) {
  const seconds = elapsedMs / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${String(Math.floor(seconds % 60)).padStart(2, "0")} s`;
}

/**
 * Runs `work` under a line that appears at once and says, when it is done, how long it took. On a terminal the line
 * moves; elsewhere begin and end are a line each.
 */
export async function step(title, work, out = process.stdout) {
  const startedMs = performance.now();
  const elapsed = () => formatElapsed(performance.now() - startedMs);
  const stopSpinner = out.isTTY ? spin(title, elapsed, out) : void out.write(`${title} …\n`);
  const end = (mark, word) => {
    stopSpinner?.();
    out.write(
      out.isTTY ? `${CLEAR_LINE}${mark} ${title} (${elapsed()})\n` : `${title}: ${word} after ${elapsed()}\n`,
    );
  };
  try {
    const result = await work();
    end("✓", "done");
    return result;
  } catch (error) {
    end("✗", "failed");
    throw error;
  }
}

function spin(title, elapsed, out) {
  let frame = 0;
  const draw = () => out.write(`${CLEAR_LINE}${FRAMES[frame++ % FRAMES.length]} ${title} … ${elapsed()}`);
  draw();
  const timer = setInterval(draw, FRAME_MS);
  return () => clearInterval(timer);
}
