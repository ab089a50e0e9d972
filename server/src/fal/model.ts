import { pythonString } from "../python/literals.js";

/** One field of a pydantic model, ready to print. */
export interface ModelField {
  /** The attribute. */
  readonly name: string;
  /** The key in JSON, where it differs from the attribute. */
  readonly alias: string | undefined;
  readonly type: string;
  /** Python source; undefined for a required field. */
  readonly default: string | undefined;
  /** Arguments of `Field` beside default and alias: `ge=1`, `strict=False`. */
  readonly arguments: readonly string[];
  readonly comment: string | undefined;
}

export interface Model {
  readonly name: string;
  /** `extra="forbid"`, `strict=True`, each with its reason. */
  readonly config: readonly string[];
  readonly configComment: string | undefined;
  readonly fields: readonly ModelField[];
}

/** The source of a pydantic model, without a final line end. */
export function printModel(model: Model, indent: string): string {
  const lines = [`class ${model.name}(BaseModel):`];
  if (model.config.length > 0) {
    if (model.configComment !== undefined) lines.push(`${indent}# ${model.configComment}`);
    lines.push(`${indent}model_config = ConfigDict(${model.config.join(", ")})`);
    if (model.fields.length > 0) lines.push("");
  }
  for (const field of model.fields) lines.push(indent + printField(field));
  if (lines.length === 1) lines.push(`${indent}pass`);
  return lines.join("\n");
}

function printField(field: ModelField): string {
  const comment = field.comment === undefined ? "" : `  # ${field.comment}`;
  const declaration = `${field.name}: ${field.type}`;
  const extra = [...field.arguments];
  if (field.alias !== undefined) extra.unshift(`alias=${pythonString(field.alias)}`);
  if (extra.length === 0) {
    return declaration + (field.default === undefined ? "" : ` = ${field.default}`) + comment;
  }
  if (field.default !== undefined) extra.unshift(`default=${field.default}`);
  return `${declaration} = Field(${extra.join(", ")})${comment}`;
}

/** The names of `pydantic` and `typing` that a printed model needs. */
export function modelImports(model: Model): readonly string[] {
  const imports = ["from pydantic import BaseModel"];
  if (model.config.length > 0) imports.push("from pydantic import ConfigDict");
  if (model.fields.some((field) => field.arguments.length > 0 || field.alias !== undefined))
    imports.push("from pydantic import Field");
  const types = model.fields.map(({ type, arguments: extra }) => [type, ...extra].join(" ")).join(" ");
  for (const name of ["Any", "Literal", "Annotated"])
    if (new RegExp(`\\b${name}\\b`).test(types)) imports.push(`from typing import ${name}`);
  if (types.includes("AfterValidator")) imports.push("from pydantic import AfterValidator");
  return imports;
}
