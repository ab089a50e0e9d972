import { namedCalls, remarkAt, type QuietChange } from "./quiet-change.js";

/** How long a caller can open what the worker uploaded. */
export const retention: QuietChange = function* ({ module, jobCode }) {
  for (const { call, name } of namedCalls(module, jobCode)) {
    if (!/^runpod\.serverless\.utils\.(?:rp_upload\.)?(?:upload|files|bucket)/.test(name)) continue;
    yield remarkAt(
      module,
      call,
      "quiet-change",
      "The link that RunPod's SDK signed was good for seven days; a file on fal's CDN stays as long as the lifecycle setting of the request says.",
    );
    return;
  }
};
