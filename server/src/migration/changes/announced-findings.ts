import type { PythonModule } from "../../python/module.js";
import { check } from "../check/check.js";
import type { Media } from "../conversion/answers/uploads.js";
import type { Remark } from "../report.js";
import { RULES } from "../rules/index.js";

/** What the rules find in an old file that its new text does not show, and what a person has to replace in it. */
export interface AnnouncedFindings {
  readonly notes: readonly Remark[];
  readonly decisions: readonly Remark[];
}

const ANNOUNCED = new Map(RULES.map(({ name, announced }) => [name, announced]));

export function announcedFindings(original: PythonModule, media: Media = "base64"): AnnouncedFindings {
  // Where base64 becomes a file, the upload has a note of its own.
  const found = check(original.source).filter(({ rule }) => rule !== "base64-answer" || media === "base64");
  const remarks = (kind: "note" | "decision"): readonly Remark[] =>
    found
      .filter(({ rule }) => ANNOUNCED.get(rule) === kind)
      .map(({ rule, span, message }) => ({ rule, line: original.line(span), reason: message }));
  return { notes: remarks("note"), decisions: remarks("decision") };
}
