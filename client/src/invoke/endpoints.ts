import type { EndpointOutline } from "../../../server/src/protocol.js";
import type { Endpoint, Field, JsonObject } from "../../webview/protocol.js";
import { formFields, strings } from "./form-model.js";
import { asSchema, type Schema } from "./schema.js";

/** Paths that every app has and nobody tests by hand. */
const OWN_PATHS = ["/health", "/cancel"];

/** The endpoints of an app that runs, by its own OpenAPI document. */
export function endpointsOfDocument(document: unknown, sample: JsonObject | undefined): readonly Endpoint[] {
  const root = asSchema(document) ?? {};
  const paths = asSchema(root["paths"]) ?? {};
  const order = strings(root["x-fal-order-paths"]).filter((path) => path in paths);
  const names = [...new Set([...order, ...Object.keys(paths)])];
  return names.flatMap((path) => {
    const operation = asSchema(asSchema(paths[path])?.["post"]);
    if (operation === undefined || OWN_PATHS.includes(path)) return [];
    const schema = bodyOf(operation);
    return [endpoint(path, isStreaming(path), schema === undefined ? undefined : formFields(schema, root), sample)];
  });
}

/** The endpoints of an app that does not run yet, as its text has them. */
export function endpointsOfOutline(
  outline: readonly EndpointOutline[],
  sample: JsonObject | undefined,
): readonly Endpoint[] {
  return outline
    .filter(({ path }) => !OWN_PATHS.includes(path))
    .map(({ path, streaming, schema }) =>
      endpoint(path, streaming, schema === undefined ? undefined : formFields(schema, schema), sample),
    );
}

function endpoint(
  path: string,
  streaming: boolean,
  fields: readonly Field[] | undefined,
  sample: JsonObject | undefined,
): Endpoint {
  return { path, streaming, fields, sample: sample !== undefined && fits(sample, fields) ? sample : undefined };
}

/** The sample is for the endpoint whose required fields it has; for one without a model it is worth a try. */
function fits(sample: JsonObject, fields: readonly Field[] | undefined): boolean {
  if (fields === undefined) return true;
  const known = fields.some(({ name }) => name in sample);
  return known && fields.every(({ name, required }) => !required || name in sample);
}

/** OpenAPI says nothing about streams; fal's clients know them by their path. */
function isStreaming(path: string): boolean {
  return path.endsWith("/stream");
}

function bodyOf(operation: Schema): Schema | undefined {
  const content = asSchema(asSchema(operation["requestBody"])?.["content"]);
  return asSchema(asSchema(content?.["application/json"])?.["schema"]);
}
