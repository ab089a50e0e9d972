import { isArray, isObject, type Json, type JsonObject } from "./json.js";

/** A field of an app's input model, as its OpenAPI describes it. */
export interface InputField {
  readonly name: string;
  readonly schema: JsonObject;
  readonly required: boolean;
}

/** The fields of the body that an endpoint takes. */
export function inputFields(openapi: JsonObject, path: string): readonly InputField[] {
  const body = at(openapi, ["paths", path, "post", "requestBody", "content", "application/json", "schema"]);
  const schema = resolved(openapi, body);
  const required = isArray(schema["required"]) ? schema["required"] : [];
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  return Object.entries(properties).map(([name, field]) => ({
    name,
    schema: plainest(openapi, resolved(openapi, field)),
    required: required.includes(name),
  }));
}

function at(value: Json | undefined, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

/** A schema with its reference followed. */
function resolved(openapi: JsonObject, schema: Json | undefined, depth = 0): JsonObject {
  if (!isObject(schema)) return {};
  const reference = schema["$ref"];
  if (typeof reference !== "string" || depth > 8) return schema;
  const rest = Object.fromEntries(Object.entries(schema).filter(([key]) => key !== "$ref"));
  return { ...resolved(openapi, at(openapi, reference.replace("#/", "").split("/")), depth + 1), ...rest };
}

/** Of alternatives, the first that says something; the default and the limits beside them stay. */
function plainest(openapi: JsonObject, schema: JsonObject): JsonObject {
  const alternatives = schema["anyOf"] ?? schema["oneOf"] ?? schema["allOf"];
  if (!isArray(alternatives)) return schema;
  const choices = alternatives.map((choice) => resolved(openapi, choice));
  const chosen = choices.find((choice) => choice["type"] !== "null") ?? {};
  return { ...chosen, ...schema };
}
