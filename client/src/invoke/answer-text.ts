import type { FieldError, JsonValue } from "../../webview/protocol.js";
import { isObject } from "./json.js";
import { t } from "../localize.js";

const LONGEST_TEXT = 400;
const LONGEST_ANSWER = 400_000;

/** An answer for the eye: indented, with the long encoded texts inside it cut. */
export function prettyJson(value: JsonValue): string {
  const text = JSON.stringify(value, (_, each: unknown) => (typeof each === "string" ? shortened(each) : each), 2);
  return text.length > LONGEST_ANSWER ? `${text.slice(0, LONGEST_ANSWER)}\n…` : text;
}

/** Only texts without a space are cut: those are encoded files. Prose is for reading. */
function shortened(text: string): string {
  if (text.length <= LONGEST_TEXT || /\s/.test(text.slice(0, LONGEST_TEXT))) return text;
  return `${text.slice(0, 60)}… (${t("{0} characters", text.length)})`;
}

/** What FastAPI says about single fields: the last name of each place below `body`. */
export function fieldErrorsOf(status: number, body: JsonValue | undefined): readonly FieldError[] {
  const detail = isObject(body) ? body["detail"] : undefined;
  if (status !== 422 || !Array.isArray(detail)) return [];
  return (detail as readonly JsonValue[]).flatMap((each) => {
    if (!isObject(each) || !Array.isArray(each["loc"])) return [];
    const [, field, ...inner] = each["loc"] as readonly (string | number)[];
    const within = inner.length === 0 ? "" : `${inner.join(".")}: `;
    return [{ field: String(field ?? ""), message: within + textOf(each["msg"]) }];
  });
}

/** An error in one sentence. */
export function errorOf(status: number, body: JsonValue | undefined): string | undefined {
  if (status < 400) return undefined;
  const detail = isObject(body) ? (body["detail"] ?? body["error"]) : body;
  if (status === 500 && detail === "Internal Server Error") {
    return t("The app raised an exception; its output has the traceback.");
  }
  if (status === 422 && Array.isArray(detail)) return t("The app does not accept this input.");
  if (typeof detail === "string") return detail;
  return detail === undefined ? t("The app answered {0}.", status) : JSON.stringify(detail);
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
}
