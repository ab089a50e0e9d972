import { diffHunks } from "./diff-hunks.js";
import { encodePython, type PythonEncoding } from "./python-encoding.js";

/** A change of one file, for a diff. */
export interface TextChange {
  /** As the diff names it, with `/`. */
  readonly path: string;
  /** Undefined for a file that is created. */
  readonly before: string | undefined;
  readonly after: string;
  readonly encoding: PythonEncoding;
}

/** One file's part of a unified diff that `git apply` takes, its lines in the file's own encoding. */
export function unifiedDiff({ path, before, after, encoding }: TextChange): Uint8Array {
  const [old, fresh] = [quoted(`a/${path}`), quoted(`b/${path}`)];
  const isNew = before === undefined;
  const header = [
    `diff --git ${old} ${fresh}`,
    ...(isNew ? ["new file mode 100644"] : []),
    `--- ${isNew ? "/dev/null" : withTab(old)}`,
    `+++ ${withTab(fresh)}`,
  ];
  const lines = `${diffHunks(before ?? "", after).join("\n")}\n`;
  return Buffer.concat([Buffer.from(`${header.join("\n")}\n`), encodePython(lines, encoding) ?? Buffer.from(lines)]);
}

/** A name as git writes it: in C quotes where it has characters that a diff's header cannot hold. */
function quoted(path: string): string {
  if (!/["\\\u0000-\u001F\u007F]/.test(path)) return path;
  const escaped = [...Buffer.from(path, "utf8")].map((byte) => {
    const character = String.fromCharCode(byte);
    if (character === '"' || character === "\\") return `\\${character}`;
    return byte < 32 || byte > 126 ? `\\${byte.toString(8).padStart(3, "0")}` : character;
  });
  return `"${escaped.join("")}"`;
}

/** A tab ends a name with spaces in it, as git and patch expect. */
function withTab(name: string): string {
  return name.includes(" ") && !name.startsWith('"') ? `${name}\t` : name;
}
