import type { Difference } from "./difference.js";
import { brief, isArray, isObject, typeOf, type Json, type JsonObject } from "./json.js";
import { areMoments, masked, namesDuration, sameForm } from "./nature.js";
import type { Artefact } from "./task.js";

/** What is known about the two answers beside their values. */
export interface Evidence {
  readonly oldFiles: Readonly<Record<string, Artefact>>;
  readonly freshFiles: Readonly<Record<string, Artefact>>;
  /** Of the old worker's answer in a second process. */
  readonly againFiles?: Readonly<Record<string, Artefact>>;
  /** Pairs of digests (`old fresh`) of pictures with the same pixels. */
  readonly samePixels: ReadonlySet<string>;
}

/** Compares values and collects what it found. */
export class ValueComparison {
  readonly differences: Difference[] = [];
  readonly announced: string[] = [];

  constructor(private readonly evidence: Evidence) {}

  /** `again` is what the old worker answered to the same request in a second process: where it differs, so may the app. */
  compare(old: Json | undefined, fresh: Json | undefined, again: Json | undefined = old, at = "output"): void {
    if (this.comparesAsFile(old, fresh, again, at) || this.comparesAsDouble(old, fresh, again, at)) return;
    if (isObject(old) && isObject(fresh)) this.compareObjects(old, fresh, again, at);
    else if (isArray(old) && isArray(fresh)) this.compareArrays(old, fresh, again, at);
    else if (!this.sameScalar(old, fresh, again, at)) this.differences.push({ at, old, fresh });
  }

  private compareObjects(old: JsonObject, fresh: JsonObject, again: Json | undefined, at: string): void {
    const renamed = this.renamedFiles(old, fresh);
    for (const key of Object.keys(old)) {
      const freshKey = renamed.get(key) ?? key;
      this.compare(old[key], fresh[freshKey], isObject(again) ? again[key] : undefined, `${at}.${freshKey}`);
    }
    const known = new Set([...Object.keys(old).filter((key) => !renamed.has(key)), ...renamed.values()]);
    for (const key of Object.keys(fresh))
      if (!known.has(key)) this.differences.push({ at: `${at}.${key}`, old: undefined, fresh: fresh[key] });
  }

  private compareArrays(old: readonly Json[], fresh: readonly Json[], again: Json | undefined, at: string): void {
    const others = isArray(again) ? again : [];
    if (isArray(again) && again.length !== old.length) return; // as many as chance wants
    for (let index = 0; index < Math.max(old.length, fresh.length); index += 1)
      this.compare(old[index], fresh[index], others[index], `${at}[${index}]`);
  }

  /** A field named after a path is named after the file once it holds one: `image_path` becomes `image`. */
  private renamedFiles(old: JsonObject, fresh: JsonObject): Map<string, string> {
    const holds = (value: Json | undefined, isFile: (item: Json | undefined) => boolean): boolean =>
      isArray(value) ? value.length > 0 && value.every(isFile) : isFile(value);
    const isOldFile = (value: Json | undefined): boolean => this.oldFile(value) !== undefined;
    const gone = Object.keys(old).filter((key) => !(key in fresh) && holds(old[key], isOldFile));
    const isFreshFile = (value: Json | undefined): boolean => this.freshFile(value) !== undefined;
    const added = Object.keys(fresh).filter((key) => !(key in old) && holds(fresh[key], isFreshFile));
    const renamed = new Map<string, string>();
    for (const key of gone) {
      const match = added.find((name) => key.startsWith(name.replace(/s$/, ""))) ?? added[0];
      if (match === undefined) continue;
      added.splice(added.indexOf(match), 1);
      renamed.set(key, match);
    }
    return renamed;
  }

  private oldFile(value: Json | undefined): Artefact | undefined {
    return typeof value === "string" ? this.evidence.oldFiles[value] : undefined;
  }

  private freshFile(value: Json | undefined): Artefact | undefined {
    const url = isObject(value) ? value["url"] : value;
    return typeof url === "string" ? this.evidence.freshFiles[url] : undefined;
  }

  private comparesAsFile(old: Json | undefined, fresh: Json | undefined, again: Json | undefined, at: string): boolean {
    const [oldFile, freshFile] = [this.oldFile(old), this.freshFile(fresh)];
    if (oldFile === undefined) return false;
    if (freshFile === undefined) return this.staysPath(oldFile, old, fresh, at);
    const same =
      oldFile.sha256 === freshFile.sha256 || this.evidence.samePixels.has(`${oldFile.sha256} ${freshFile.sha256}`);
    if (same || this.isOtherFileAgain(oldFile, again))
      this.announced.push(`${at}: a path on the worker's disk became the file itself`);
    else this.differences.push({ at, old, fresh, reason: "the file has another content" });
    return true;
  }

  /** A random picture is another one in a second process of the worker itself. */
  private isOtherFileAgain({ sha256 }: Artefact, again: Json | undefined): boolean {
    const file = typeof again === "string" ? this.evidence.againFiles?.[again] : undefined;
    return file !== undefined && file.sha256 !== sha256;
  }

  /** The path of a file that the worker wrote: no caller of either can open it, so the same path is not the same answer. */
  private staysPath({ written }: Artefact, old: Json | undefined, fresh: Json | undefined, at: string): boolean {
    if (written !== true || typeof fresh !== "string" || isOnVolume(old)) return false;
    this.differences.push({ at, old, fresh, reason: "the path of a written file, which no caller can open" });
    return true;
  }

  /** A symbolic value, which the app may have turned into a text or a number on its way. */
  private comparesAsDouble(
    old: Json | undefined,
    fresh: Json | undefined,
    again: Json | undefined,
    at: string,
  ): boolean {
    const symbol = symbolOf(old);
    if (!isObject(old) || symbol === undefined) return false;
    const files = isArray(fresh) ? fresh : [fresh];
    if (files.length > 0 && files.every((file) => this.freshFile(file) !== undefined)) {
      this.announced.push(`${at}: what RunPod could not have sent became a file`);
      return true;
    }
    const other = symbolOf(fresh);
    if (other !== undefined) return sameText(symbol, other, symbolOf(again)); // its number and text follow from it
    return fresh === old["text"] || fresh === old["number"];
  }

  private sameScalar(old: Json | undefined, fresh: Json | undefined, again: Json | undefined, at: string): boolean {
    if (old === fresh) return true;
    if (isObject(old) && typeof old["$number"] === "string" && fresh === null) return this.announceNumber(old, at);
    if (typeOf(old) !== typeOf(fresh)) return false;
    if (typeof old === "string" && typeof fresh === "string") return sameText(old, fresh, again);
    if (typeof old === "number" && typeof fresh === "number") return sameNumber(old, fresh, again, at);
    return again !== old && typeOf(again) === typeOf(old);
  }

  private announceNumber(old: JsonObject, at: string): boolean {
    this.announced.push(`${at}: ${brief(old["$number"])}, which is no JSON, became null`);
    return true;
  }
}

/** The expression of a symbolic value. */
function symbolOf(value: Json | undefined): string | undefined {
  const symbol = isObject(value) ? value["$double"] : undefined;
  return typeof symbol === "string" ? symbol : undefined;
}

/** Files on the network volume are there for other programs that mount it. */
function isOnVolume(path: Json | undefined): boolean {
  return typeof path === "string" && /^\/(runpod-volume|data)\//.test(path);
}

function sameText(old: string, fresh: string, again: Json | undefined): boolean {
  if (onFal(old) === fresh || sameForm(onFal(old), fresh)) return true;
  if (typeof again !== "string" || again === old) return false;
  const stableForm = masked(old) === masked(again);
  return !stableForm || masked(onFal(old)) === masked(fresh);
}

/** RunPod's network volume is `/data` on fal. */
function onFal(text: string): string {
  return text.replaceAll("/runpod-volume", "/data");
}

function sameNumber(old: number, fresh: number, again: Json | undefined, at: string): boolean {
  if (areMoments(old, fresh) || (typeof again === "number" && again !== old)) return true;
  return namesDuration(at.slice(at.lastIndexOf(".") + 1));
}
