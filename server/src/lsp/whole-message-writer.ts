import type { Writable } from "node:stream";
import { AbstractMessageWriter, type Message, type MessageWriter } from "vscode-languageserver/node";

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
    const body = JSON.stringify(message);
    const text = `Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`;
    return new Promise((resolve, reject) => {
      this.stream.write(text, "utf8", (error) => {
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
