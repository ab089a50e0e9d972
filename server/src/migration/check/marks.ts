import type { Environment } from "./environment.js";

const WORTH_READING = /runpod|tetra_rp|rpa_|\/workspace|local_files_only|_OFFLINE|\/ping|PORT|^(?:import|from) /i;

/** Whether a statement of a very large file may hold something. */
export function isWorthReading(statement: string): boolean {
  return WORTH_READING.test(statement);
}

/** The names that rewrites bring in or define: what they mean in a file decides what a rewrite calls them there. */
const NEW_NAMES = (
  "json os shutil uuid logging mimetypes File download_file fal fal_client aiohttp upload_file upload_image " +
  "upload_named_file upload_bytes upload_files fetch_file fetch_files remove_job_files print_progress " +
  "job_status job_status_async request_arguments"
).split(" ");

/** Texts elsewhere in a file that decide how a statement is rewritten. */
const DECIDING_TEXTS = ["Endpoint(", "api.runpod.ai", "/runpod-volume", "/ping", "PORT", "FastAPI("];

/** What rewrites ask of a file as a whole, as one string. */
export function signatureOf(text: string, environment: Environment): string {
  const names = NEW_NAMES.map((name) => {
    const origin = environment.origin(name);
    if (origin === undefined) return "";
    return origin === "" && environment.definitionOf(name) !== undefined ? definitionText(environment, name) : origin;
  });
  return `${names.join(",")}|${DECIDING_TEXTS.map((mark) => (text.includes(mark) ? "1" : "0")).join("")}`;
}

function definitionText(environment: Environment, name: string): string {
  return environment.definitionOf(name)?.definition.text ?? "";
}
