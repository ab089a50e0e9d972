import { spanOf } from "../../../python/span.js";
import { addImports } from "../../../fal/imports.js";
import { lineEnding } from "../../../python/lines.js";
import { pythonString, stringValue } from "../../../python/literals.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { Rewriter, type Part } from "../../../python/rewriter.js";
import { readWorker, type Worker } from "../../../runpod/worker.js";
import type { Remark } from "../../report.js";
import type { AnsweredPart } from "./answered-parts.js";
import type { Base64Text } from "./base64-texts.js";
import { Callees } from "../callees.js";
import type { CodeIndex } from "../code-index.js";
import { functionsBehind } from "../handlers/handler-functions.js";
import type { ReadText } from "../preparation/read-text.js";
import { closeGap } from "../module/statements.js";
import { uploadsOf, type Media, type Upload, type UploadedParts } from "./uploads.js";

export interface UploadedAnswers {
  readonly text: string;
  readonly notes: readonly Remark[];
}

/**
 * Uploads what an answer only names on the worker's disk, or holds as an image: classes of `fal.toolkit` answer an
 * object with a `url`. It comes before the conversion, so that every form of the App answers the same. What functions
 * of other files answer is uploaded there, see `answers-of-modules.ts`.
 */
export function uploadAnswers(
  text: string,
  read: ReadText,
  media: Media,
  indexOf: (module: PythonModule) => CodeIndex,
): UploadedAnswers {
  const module = read(text);
  const worker = module === undefined ? undefined : readWorker(module);
  if (module === undefined || worker === undefined) return { text, notes: [] };
  const found = uploadsOfWorker(worker, indexOf(module), media).get(module);
  return found === undefined ? { text, notes: [] } : writeUploads(module, found);
}

/** What the handlers of a worker answer that is to be uploaded, by the file in which it stands. */
export function uploadsOfWorker(
  worker: Worker,
  index: CodeIndex,
  media: Media = "base64",
): ReadonlyMap<PythonModule, UploadedParts> {
  const callees = new Callees(index);
  const answering = worker.handlers.flatMap((handler) => functionsBehind({ module: worker.module, index, handler }));
  const { uploads, parts } = uploadsOf(answering, (from, callee) => callees.resolve(from, callee), media);
  const modules = new Set(uploads.map(({ module }) => module));
  return new Map(
    [...modules].map((module) => [
      module,
      {
        uploads: uploads.filter((each) => each.module === module),
        parts: parts.filter((each) => each.module === module),
      },
    ]),
  );
}

/** Writes the uploads of one file into it. */
export function writeUploads(module: PythonModule, found: UploadedParts): UploadedAnswers {
  return new UploadWriter(module, found).write();
}

class UploadWriter {
  private readonly rewriter: Rewriter;
  private readonly imports = new Set<string>();
  private readonly uploads: readonly Upload[];
  private readonly parts: readonly AnsweredPart[];

  constructor(
    private readonly module: PythonModule,
    { uploads, parts }: UploadedParts,
  ) {
    this.rewriter = new Rewriter(module.source);
    this.uploads = uploads;
    this.parts = parts;
  }

  write(): UploadedAnswers {
    const { module, rewriter } = this;
    for (const upload of this.uploads) {
      this.upload(upload);
      this.rename(upload);
    }
    const written = rewriter.render({ start: 0, end: module.source.length });
    return {
      text: addImports(written, [...this.imports], lineEnding(module.source)),
      notes: this.uploads.map(({ value, source, saved }) => {
        const [rule, reason] = NOTES[saved === undefined ? source : "path"];
        return { rule, line: module.line(value), reason };
      }),
    };
  }

  private upload(upload: Upload): void {
    const { value, type, contentType, isList, source, saved, encoded, isYielded } = upload;
    const { module, rewriter } = this;
    // Events are written as JSON where they are sent, unlike what an endpoint returns.
    const dumped = isYielded ? ".model_dump()" : "";
    if (encoded !== undefined) {
      this.decode(upload, contentType ?? "", encoded, dumped);
      return;
    }
    const name = this.toolkitName(type);
    const call = source === "path" ? `${name}.from_path(` : `${name}.from_pil(`;
    const typed = contentType === undefined ? ")" : `, content_type=${pythonString(contentType)})`;
    const end = (source === "path" ? typed : ', format="png")') + dumped;
    if (saved !== undefined) {
      closeGap(module, rewriter, saved.save);
      rewriter.replace(value, `${name}.from_pil(${saved.variable}, format=${pythonString(saved.format)})${dumped}`);
    } else if (!isList) {
      rewriter.replace(value, call, spanOf(value), end);
    } else {
      this.replaceList(value, call, source, end);
    }
  }

  /** The bytes that were written as base64 are uploaded, as they are or decoded. */
  private decode(
    { value, type }: Upload,
    contentType: string,
    { text, bytes, isList }: Base64Text,
    dumped: string,
  ): void {
    const typed =
      type === "Image" ? `format=${pythonString(contentType.slice(6))}` : `content_type=${pythonString(contentType)}`;
    const call = `${this.toolkitName(type)}.from_bytes(`;
    if (bytes !== undefined && !isList) {
      this.rewriter.replace(value, call, spanOf(bytes), `, ${typed})${dumped}`);
      return;
    }
    const decoded = `${call}${this.decoder()}(`;
    const end = `), ${typed})${dumped}`;
    if (isList) this.replaceList(value, decoded, "text", end);
    else this.rewriter.replace(value, decoded, spanOf(text), end);
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
  private rename({ isList, source, key: node }: Upload): void {
    const key = keyText(node);
    if (source === "image" && !/path/i.test(key ?? "")) return;
    if (source === "base64" && !/_(?:base64|b64)s?$/i.test(key ?? "")) return;
    if (node === undefined || key === undefined || !this.isAlwaysUploaded(key)) return;
    const suffix = source === "base64" ? /_?(?:base64|b64)s?$/i : isList ? /_?paths$/i : /_?path$/i;
    const plain = key.replace(suffix, "");
    const name = isList ? `${plain}s`.replace(/ss$/, "s") : plain;
    const isFree = !this.parts.some((part) => keyText(part.key) === name);
    if (name.length > 1 && isFree) this.rewriter.replace(node, node.type === "string" ? pythonString(name) : name);
  }

  private isAlwaysUploaded(key: string): boolean {
    const uploaded = new Set(this.uploads.map((upload) => upload.key));
    const definitions = new Set(this.parts.map(({ definition }) => definition));
    const isUploaded = this.parts.every((part) => keyText(part.key) !== key || uploaded.has(part.key));
    return (
      isUploaded &&
      [...definitions].every((definition) =>
        [...definition.walk()].every(
          (node) => node.type !== "pair" || stringValue(node.field("key")) !== key || uploaded.has(node.field("key")),
        ),
      )
    );
  }
}

/** The key that a string or the name of a keyword argument is. */
function keyText(node: PyNode | undefined): string | undefined {
  return node?.type === "identifier" ? node.text : stringValue(node);
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
