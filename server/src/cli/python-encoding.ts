/** How the bytes of a Python file stand for text, so that every byte that is not edited survives. */
export type PythonEncoding =
  | { readonly kind: "utf-8" }
  /**
   * An encoding that keeps ASCII and has one unit per byte: read byte by byte, because Python's grammar is ASCII and
   * other bytes only stand in strings and comments.
   */
  | { readonly kind: "bytes"; readonly name: string };

/** A Python file as text. */
export interface PythonText {
  readonly text: string;
  readonly encoding: PythonEncoding;
}

export type Decoded = { readonly file: PythonText } | { readonly problem: string };

const UTF_8 = new Set(["utf8", "utf8sig", "u8", "ascii", "usascii"]);

/** Single-byte encodings, and those whose further bytes are never ASCII. */
const BYTE_ENCODINGS =
  /^(?:latin1?|l1|iso8859\d*|iso88591?\d?|88591?\d?|cp125\d|windows125\d|cp437|cp850|cp852|cp866|koi8[ru]|macroman|tis620|eucjp|euckr|gb2312|euccn)$/;

/** Reads the bytes of a Python file as Python does: its byte order mark, else its encoding cookie, else UTF-8. */
export function decodePython(bytes: Uint8Array): Decoded {
  if (bytes.includes(0)) return { problem: "it is not a text file" };
  const name = cookieOf(bytes);
  const key = name?.toLowerCase().replace(/[-_\s.]/g, "");
  if (key !== undefined && name !== undefined && !UTF_8.has(key)) {
    if (!BYTE_ENCODINGS.test(key)) return { problem: `its encoding, ${name}, is not supported; save it as UTF-8` };
    return { file: { text: Buffer.from(bytes).toString("latin1"), encoding: { kind: "bytes", name } } };
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return { file: { text, encoding: { kind: "utf-8" } } };
  } catch {
    return { problem: "it is not UTF-8, and no encoding cookie says what else it is" };
  }
}

/** The bytes of a text; undefined where its encoding cannot write a character that the text now has. */
export function encodePython(text: string, encoding: PythonEncoding): Uint8Array | undefined {
  if (encoding.kind === "utf-8") return Buffer.from(text, "utf8");
  // A character of the file itself stands for one byte; any other is new and must be ASCII to mean the same everywhere.
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 0xff) return undefined;
  return Buffer.from(text, "latin1");
}

/** The encoding that a comment in one of the first two lines names (PEP 263). */
function cookieOf(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 1_000))
    .toString("latin1")
    .replace(/^\u00EF\u00BB\u00BF/, "");
  const [first = "", second = ""] = start.split(/\r\n|\r|\n/);
  const cookie = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
  const isBlank = /^[ \t\f]*(?:#.*)?$/.test(first);
  return cookie.exec(first)?.[1] ?? (isBlank ? cookie.exec(second)?.[1] : undefined);
}
