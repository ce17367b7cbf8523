import type { IncomingMessage, ServerResponse } from "node:http";

/** Files may take as long as they keep coming; anything else has a time for its whole body. */
const UPLOADS = "/api/uploads/";
/** As Node's own limit answers. */
const TOO_SLOW = "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n";

/**
 * Ends a request whose body does not arrive: Node's own limit knows no exception for files.
 * @param limitMs for a whole body; for an upload, for each pause in it, and for what still comes after its answer
 */
export function limitBodyTime(req: IncomingMessage, res: ServerResponse, limitMs: number): void {
  const mayGoOn = req.url?.startsWith(UPLOADS) ?? false;
  const { socket } = req;
  let before = -1;
  const timer = setInterval(() => {
    const read = socket.bytesRead;
    if (req.complete) return clearInterval(timer);
    if (mayGoOn && read !== before && !res.writableEnded) {
      before = read;
      return;
    }
    clearInterval(timer);
    if (!res.headersSent && socket.writable) socket.write(TOO_SLOW);
    socket.destroySoon();
  }, limitMs);
  // The connection outlives its requests: what is left on it would keep each of them in memory.
  const end = () => {
    clearInterval(timer);
    socket.off("close", end);
  };
  socket.once("close", end);
  req.once("close", end);
}
