import { methodCall } from "../../python/queries.js";
import type { PyNode } from "../../python/node.js";
import { namedCalls, remarkAt, type QuietChange } from "./quiet-change.js";

const SENDING_FUNCTIONS = /^(?:requests|httpx)\.(?:post|put|patch|delete)$|^smtplib\.SMTP|^stripe\.\w+\.create$/;

/** Methods that change something outside of the worker, whatever the object they belong to is called. */
const SENDING_METHODS: ReadonlySet<string> = new Set([
  "put_object",
  "upload_file",
  "upload_fileobj",
  "upload_blob",
  "upload_from_filename",
  "upload_from_string",
  "send_message",
  "insert_one",
  "insert_many",
  "update_one",
  "lpush",
  "rpush",
  "publish",
]);

/** fal runs a request again in cases in which RunPod did not. */
export const retries: QuietChange = function* ({ module, jobCode }) {
  const sent = [...namedCalls(module, jobCode)].find(({ call, name }) => isSent(call, name))?.call;
  if (sent === undefined) return;
  yield remarkAt(
    module,
    sent,
    "quiet-change",
    "fal runs a request again, up to ten times, when its runner is lost, exceeds `request_timeout` or answers 503; RunPod failed the job. What is sent here would be sent again: `skip_retry_conditions` of the app turns that off.",
  );
};

function isSent(call: PyNode, name: string): boolean {
  if (SENDING_FUNCTIONS.test(name)) return !isLocalServer(call);
  return SENDING_METHODS.has(methodCall(call)?.name ?? "");
}

/** A server beside the handler computes; asking it again changes nothing outside. */
function isLocalServer(call: PyNode): boolean {
  const address = call.field("arguments")?.namedChildren[0]?.text ?? "";
  return /127\.0\.0\.1|localhost|0\.0\.0\.0|LOCAL|SERVER|HOST|COMFY|WEBUI|BASE_?URL/i.test(address);
}
