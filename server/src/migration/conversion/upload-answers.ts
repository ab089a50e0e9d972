import { addImports } from "../../fal/imports.js";
import { pythonString, stringValue } from "../../python/literals.js";
import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { Rewriter, type Part } from "../../python/rewriter.js";
import { readWorker, type Worker } from "../../runpod/worker.js";
import type { Remark } from "../report.js";
import { answeringFunctions } from "./answering-functions.js";
import type { Base64Text } from "./base64-texts.js";
import type { ReadText } from "./read-text.js";
import { closeGap } from "./statements.js";
import { uploadsOf, type Media, type Upload } from "./uploads.js";

export interface UploadedAnswers {
  readonly text: string;
  readonly notes: readonly Remark[];
}

/**
 * Uploads what an answer only names on the worker's disk, or holds as an image: classes of `fal.toolkit` answer an
 * object with a `url`. It comes before the conversion, so that every form of the App answers the same.
 */
export function uploadAnswers(text: string, read: ReadText, media: Media): UploadedAnswers {
  const module = read(text);
  const worker = module === undefined ? undefined : readWorker(module);
  if (module === undefined || worker === undefined) return { text, notes: [] };
  const answering = new Set(worker.handlers.flatMap((handler) => answeringOf(worker, handler.definition)));
  const uploads = [...answering].flatMap((definition) => uploadsOf(module, definition, media));
  if (uploads.length === 0) return { text, notes: [] };
  return new UploadWriter(module, [...answering], uploads).write();
}

function answeringOf({ module }: Worker, definition: PyNode | undefined): readonly PyNode[] {
  return definition === undefined || definition.type === "class_definition"
    ? []
    : [...answeringFunctions(module, definition, () => true)];
}

class UploadWriter {
  private readonly rewriter: Rewriter;
  private readonly imports = new Set<string>();

  constructor(
    private readonly module: PythonModule,
    private readonly answering: readonly PyNode[],
    private readonly uploads: readonly Upload[],
  ) {
    this.rewriter = new Rewriter(module.source);
  }

  write(): UploadedAnswers {
    const { module, rewriter } = this;
    for (const upload of this.uploads) {
      this.upload(upload);
      this.rename(upload);
    }
    const written = rewriter.render({ start: 0, end: module.source.length });
    return {
      text: addImports(written, [...this.imports], "\n"),
      notes: this.uploads.map(({ value, source, saved }) => {
        const [rule, reason] = NOTES[saved === undefined ? source : "path"];
        return { rule, line: module.line(value), reason };
      }),
    };
  }

  private upload(upload: Upload): void {
    const { value, type, contentType, isList, source, saved, encoded } = upload;
    const { module, rewriter } = this;
    if (encoded !== undefined) {
      this.decode(value, type, contentType ?? "", encoded);
      return;
    }
    const name = this.toolkitName(type);
    const call = source === "path" ? `${name}.from_path(` : `${name}.from_pil(`;
    const typed = contentType === undefined ? ")" : `, content_type=${pythonString(contentType)})`;
    const end = source === "path" ? typed : ', format="png")';
    if (saved !== undefined) {
      closeGap(module, rewriter, saved.save);
      rewriter.replace(value, `${name}.from_pil(${saved.variable}, format=${pythonString(saved.format)})`);
    } else if (!isList) {
      rewriter.replace(value, call, spanOf(value), end);
    } else {
      this.replaceList(value, call, source, end);
    }
  }

  /** The bytes that were written as base64 are uploaded, as they are or decoded. */
  private decode(value: PyNode, type: Upload["type"], contentType: string, { text, bytes, isList }: Base64Text): void {
    const typed =
      type === "Image" ? `format=${pythonString(contentType.slice(6))}` : `content_type=${pythonString(contentType)}`;
    const call = `${this.toolkitName(type)}.from_bytes(`;
    if (bytes !== undefined && !isList) {
      this.rewriter.replace(value, call, spanOf(bytes), `, ${typed})`);
      return;
    }
    const decoded = `${call}${this.decoder()}(`;
    if (isList) this.replaceList(value, decoded, "text", `), ${typed})`);
    else this.rewriter.replace(value, decoded, spanOf(text), `), ${typed})`);
  }

  /** `base64.b64decode`, under the name by which the file knows `base64`. */
  private decoder(): string {
    const known = this.module.names.imports.find(({ origin }) => origin === "base64");
    if (known === undefined) this.imports.add("import base64");
    return `${known?.local ?? "base64"}.b64decode`;
  }

  /** Each item of a list is uploaded: inside a comprehension that is there already, else in one around the list. */
  private replaceList(list: PyNode, call: string, item: string, end: string): void {
    const body = list.type === "list_comprehension" ? list.field("body") : undefined;
    const parts: readonly Part[] =
      body === undefined
        ? [`[${call}${item}${end} for ${item} in `, spanOf(list), "]"]
        : [{ start: list.start, end: body.start }, call, spanOf(body), end, { start: body.end, end: list.end }];
    this.rewriter.replace(list, ...parts);
  }

  /** `Image` is PIL's in many workers. */
  private toolkitName(type: Upload["type"]): string {
    const { names, scopes } = this.module;
    const isTaken = names.imports.some(({ local }) => local === type) || scopes.module.bindings.has(type);
    const name = isTaken ? `Fal${type}` : type;
    this.imports.add(isTaken ? `from fal.toolkit import ${type} as ${name}` : `from fal.toolkit import ${type}`);
    return name;
  }

  /** The key of an uploaded file says what it is, no longer where it lay, if it holds one in every answer. */
  private rename({ value, isList, source }: Upload): void {
    const pair = value.parent?.type === "pair" ? value.parent : undefined;
    const node = pair?.field("key");
    const key = stringValue(node);
    if (source === "image" && !/path/i.test(key ?? "")) return;
    if (source === "base64" && !/_(?:base64|b64)s?$/i.test(key ?? "")) return;
    if (pair === undefined || node === undefined || key === undefined || !this.isAlwaysUploaded(key)) return;
    const suffix = source === "base64" ? /_?(?:base64|b64)s?$/i : isList ? /_?paths$/i : /_?path$/i;
    const plain = key.replace(suffix, "");
    const name = isList ? `${plain}s`.replace(/ss$/, "s") : plain;
    const isFree = !(pair.parent?.namedChildren ?? []).some((other) => stringValue(other.field("key")) === name);
    if (name.length > 1 && isFree) this.rewriter.replace(node, pythonString(name));
  }

  private isAlwaysUploaded(key: string): boolean {
    return this.answering.every((definition) =>
      [...definition.walk()].every((node) => {
        if (node.type !== "pair" || stringValue(node.field("key")) !== key) return true;
        return this.uploads.some(({ value }) => value === node.field("value"));
      }),
    );
  }
}

/** What the report says of each. */
const NOTES: Readonly<Record<Upload["source"], readonly [Remark["rule"], string]>> = {
  path: [
    "saved-path",
    "the answer is the uploaded file, an object with a `url`; the path could be opened on the worker alone",
  ],
  image: [
    "unserialisable-output",
    "the answer is the uploaded image, an object with a `url`; RunPod could not send the image, so the job hung",
  ],
  base64: [
    "base64-answer",
    "the answer is the uploaded file, an object with a `url`, where callers read base64 before: they fetch it from there",
  ],
};

const spanOf = ({ start, end }: PyNode): { start: number; end: number } => ({ start, end });
