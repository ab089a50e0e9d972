import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { dictionaryEntries } from "../../python/queries.js";
import type { Rewriter } from "../../python/rewriter.js";
import type { Remark } from "../report.js";
import { savedPath, type SavedPath } from "./saved-paths.js";
import { closeGap } from "./statements.js";

interface UploadContext {
  readonly module: PythonModule;
  readonly rewriter: Rewriter;
  readonly handler: PyNode;
  /** The name under which a class of `fal.toolkit` can be imported without hiding another. */
  readonly toolkitName: (name: string) => string;
}

/** Returned paths that only the runner could open: the files are uploaded instead. */
export class UploadedAnswers {
  readonly imports = new Set<string>();
  readonly notes: Remark[] = [];
  private readonly saved = new Map<PyNode, SavedPath>();

  constructor(private readonly context: UploadContext) {}

  /** Looks for such paths among the values of a literal answer. */
  find(answer: PyNode | undefined): void {
    if (answer?.type !== "dictionary") return;
    for (const path of dictionaryEntries(answer)?.values() ?? []) {
      const found = savedPath(this.context.module, path.ancestor("function_definition") ?? this.context.handler, path);
      if (found !== undefined) this.saved.set(path, found);
    }
  }

  /** The key of an uploaded file says what it is, no longer where it lay. */
  keyOf(key: string, values: readonly (PyNode | undefined)[]): string {
    const isSaved = values.length > 0 && values.every((value) => value !== undefined && this.saved.has(value));
    return isSaved ? key.replace(/_?path$/i, "") || key : key;
  }

  typeOf(value: PyNode): string | undefined {
    const saved = this.saved.get(value);
    return saved === undefined ? undefined : this.context.toolkitName(saved.type);
  }

  /** Makes a path the uploaded file. */
  upload(value: PyNode): void {
    const saved = this.saved.get(value);
    if (saved === undefined) return;
    const { module, rewriter, toolkitName } = this.context;
    const { type, image, contentType } = saved;
    const name = toolkitName(type);
    this.imports.add(name === type ? `from fal.toolkit import ${type}` : `from fal.toolkit import ${type} as ${name}`);
    if (image !== undefined) {
      closeGap(module, rewriter, image.save);
      rewriter.replace(value, `${name}.from_pil(${image.variable}, format="${image.format}")`);
    } else {
      const options = contentType === undefined || type === "Image" ? "" : `, content_type="${contentType}"`;
      rewriter.replace(value, `${name}.from_path(`, { start: value.start, end: value.end }, `${options})`);
    }
    this.notes.push({
      rule: "saved-path",
      line: module.line(value),
      reason: "the answer is the uploaded file, an object with a `url`; the path could be opened on the worker alone",
    });
  }
}
