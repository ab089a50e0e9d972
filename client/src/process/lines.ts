import { StringDecoder } from "node:string_decoder";

/** A line longer than this is passed on in pieces: no output may fill the memory. */
const LONGEST = 1 << 20;

/** Cuts a stream of bytes into lines; a character or a line that two chunks share stays whole. */
export class LineSplitter {
  readonly #decoder = new StringDecoder("utf8");
  #rest = "";

  constructor(private readonly onLine: (line: string) => void) {}

  push(chunk: Buffer): void {
    const lines = (this.#rest + this.#decoder.write(chunk)).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.onLine(plain(line));
    if (this.#rest.length > LONGEST) this.end();
  }

  /** The last line may lack its end. */
  end(): void {
    const rest = this.#rest + this.#decoder.end();
    this.#rest = "";
    if (rest !== "") this.onLine(plain(rest));
  }
}

/** A line without its carriage returns and without colours: fal's build log colours even what it writes to a pipe. */
function plain(line: string): string {
  return line.replace(/\r$/, "").replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "");
}
