import type { Literal } from "../python/literals.js";
import { LOOKED_AT } from "./types.js";

/** What the type of a field was told by, the strongest first. */
export type FieldSource = "schema" | "declaration" | "cast" | "default" | "use" | "sample" | "name" | "none";

/** How sure the type of a field is: `high` by a declaration or by two signs, `medium` by one, `low` by none. */
export type Confidence = "high" | "medium" | "low";

/** What is known of a field's type beside the type itself. */
export interface FieldCertainty {
  readonly confidence: Confidence;
  readonly sources: readonly FieldSource[];
}

/** A field that a schema or a class declares. */
export function declaredBy(source: "schema" | "declaration", type: string): FieldCertainty {
  return type === "Any" ? { confidence: "low", sources: [source] } : { confidence: "high", sources: [source] };
}

/** The signs that the code around the reads of a field gives of its type. */
export interface TypeSigns {
  readonly cast: string | undefined;
  readonly defaults: readonly (Literal | undefined)[];
  readonly types: ReadonlySet<string>;
  readonly samples: readonly unknown[];
}

/** How sure a type is that was told by signs alone; `Any` says that they told nothing, or contradicted each other. */
export function certaintyOf(signs: TypeSigns, type: string): FieldCertainty {
  const found: FieldSource[] = [];
  if (signs.cast !== undefined) found.push("cast");
  if (signs.defaults.some((literal) => literal !== undefined && literal.kind !== "none")) found.push("default");
  if ([...signs.types].some((name) => name !== LOOKED_AT)) found.push("use");
  if (signs.samples.some((sample) => sample !== undefined && sample !== null)) found.push("sample");
  if (type === "Any") return { confidence: "low", sources: found.length === 0 ? ["none"] : found };
  if (found.length === 0) return { confidence: "low", sources: ["name"] };
  // Two types are two signs that contradict each other; a number may be written in either form.
  if (type.includes(" | ") && type !== "int | float") return { confidence: "low", sources: found };
  const isSure = found.length > 1 || found[0] === "cast";
  return { confidence: isSure ? "high" : "medium", sources: found };
}
