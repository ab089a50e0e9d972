import type { Writable } from "node:stream";
import { AbstractMessageWriter, type Message, type MessageWriter } from "./language-server.js";
import { messageJson } from "./message-json.js";

/**
 * Writes each message, header and body, at once. The library's own writer waits for the header to be gone before it
 * sends the body, which wakes the reader twice and takes longer than everything else that a keystroke costs.
 */
export class WholeMessageWriter extends AbstractMessageWriter implements MessageWriter {
  private failures = 0;

  constructor(private readonly stream: Writable) {
    super();
    stream.on("error", (error) => {
      this.fireError(error);
    });
    stream.on("close", () => {
      this.fireClose();
    });
  }

  write(message: Message): Promise<void> {
    const body = messageJson(message);
    const length = Buffer.byteLength(body);
    // Text of ASCII alone, which is nearly every message, is its own encoding and goes out as it is.
    const encoding = length === body.length ? "latin1" : "utf8";
    return new Promise((resolve, reject) => {
      this.stream.write(`Content-Length: ${String(length)}\r\n\r\n${body}`, encoding, (error) => {
        if (error === null || error === undefined) {
          resolve();
          return;
        }
        this.failures += 1;
        this.fireError(error, message, this.failures);
        reject(error);
      });
    });
  }

  end(): void {
    this.stream.end();
  }
}
