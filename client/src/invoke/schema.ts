/** JSON Schema as far as forms need it; what comes from outside is looked at with care. */
export type Schema = Readonly<Record<string, unknown>>;

/** A schema with its references followed and `null` taken out of its alternatives. */
export interface ResolvedSchema {
  readonly schema: Schema;
  readonly nullable: boolean;
}

const DEEPEST = 8;

export function asSchema(value: unknown): Schema | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Schema) : undefined;
}

/** Follows `$ref`, `allOf` with one member, and alternatives of which one is `null`. Words beside a reference win. */
export function resolve(schema: Schema, root: Schema, depth = 0): ResolvedSchema {
  if (depth > DEEPEST) return { schema: {}, nullable: false };
  const { $ref: reference, ...beside } = schema;
  if (typeof reference === "string") {
    const target = resolve(lookUp(reference, root), root, depth + 1);
    return { schema: { ...target.schema, ...beside }, nullable: target.nullable };
  }
  const [only, ...more] = members(schema["allOf"]);
  if (only !== undefined && more.length === 0) return merged(schema, "allOf", only, root, depth);
  return resolveAlternatives(schema, root, depth);
}

function resolveAlternatives(schema: Schema, root: Schema, depth: number): ResolvedSchema {
  const keyword = Array.isArray(schema["anyOf"]) ? "anyOf" : "oneOf";
  const alternatives = members(schema[keyword]);
  const rest = alternatives.filter(({ type }) => type !== "null");
  const isNullable = rest.length < alternatives.length;
  const [only, ...more] = rest;
  if (only === undefined || more.length > 0) return { schema, nullable: isNullable || acceptsAnything(schema) };
  return { ...merged(schema, keyword, only, root, depth), nullable: isNullable };
}

function merged(schema: Schema, keyword: string, inner: Schema, root: Schema, depth: number): ResolvedSchema {
  const beside = Object.fromEntries(Object.entries(schema).filter(([name]) => name !== keyword));
  const resolved = resolve(inner, root, depth + 1);
  return { schema: { ...resolved.schema, ...beside }, nullable: resolved.nullable };
}

function acceptsAnything(schema: Schema): boolean {
  return !["type", "enum", "const", "anyOf", "oneOf", "allOf", "properties"].some((keyword) => keyword in schema);
}

function members(value: unknown): readonly Schema[] {
  return Array.isArray(value) ? value.map(asSchema).filter((each) => each !== undefined) : [];
}

/** `#/components/schemas/Input` in the document. */
function lookUp(reference: string, root: Schema): Schema {
  let found: unknown = root;
  for (const part of reference.replace(/^#\//, "").split("/")) {
    found = asSchema(found)?.[part.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  return asSchema(found) ?? {};
}
