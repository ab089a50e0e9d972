import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { explain } from "./build.js";
import type { LocalRewrite } from "./local-rewrite.js";
import { rewriteHandRequests } from "./http-client.js";
import { literalTexts } from "./strings.js";

/** The host of RunPod's endpoints, as requests by hand spell it. */
export const ENDPOINT_HOST = "api.runpod.ai";

/**
 * Addresses of RunPod's endpoints in requests by hand. Where what is sent and how the answer is read can be followed,
 * `fal_client` takes their place; else a person must change it, and until then such code goes on calling RunPod.
 */
export function findEndpointAddresses(module: PythonModule): readonly LocalRewrite[] {
  const texts = [...literalTexts(module, /api\.runpod\.ai/)];
  const [proxies, addresses] = [texts.filter(isProxy), texts.filter((text) => !isProxy(text))];
  return [
    ...proxies.map(explainProxy),
    ...(addresses.length === 0 ? [] : (rewriteHandRequests(module, addresses) ?? addresses.map(explainAddress))),
  ];
}

function isProxy(text: PyNode): boolean {
  return /\/openai\b/.test(wholeText(text));
}

function explainProxy(text: PyNode): LocalRewrite {
  return explain(text, {
    rule: "openai-route",
    message:
      "fal has no proxy for OpenAI clients; give them the address of an app with a `/v1/chat/completions` endpoint.",
    title: "Give the app such an endpoint, and the client its address and `FAL_KEY`",
  });
}

function explainAddress(text: PyNode): LocalRewrite {
  const address = wholeText(text);
  const counterpart = COUNTERPARTS.find(([pattern]) => pattern.test(address))?.[1];
  return explain(text, {
    rule: "endpoint-http",
    message: `This address is RunPod's; on fal, ${counterpart ?? "`fal_client` calls an app by its name, `owner/app`"}.`,
    title: "Call the app with `fal_client`; until then this code goes on calling RunPod",
  });
}

/** The string around a piece of text, with the fields of an f-string. */
function wholeText(content: PyNode): string {
  return content.parent?.text ?? content.text;
}

const COUNTERPARTS: readonly (readonly [RegExp, string])[] = [
  [/\/runsync\b/, "`fal_client.subscribe` waits for the answer"],
  [/\/run\b/, "`fal_client.submit` queues a request"],
  [/\/stream\b/, "`fal_client.stream` yields the events of a request"],
  [/\/status\b/, "`fal_client.status` says how far a request is, and `fal_client.result` gives its answer"],
  [/\/cancel\b/, "`fal_client.cancel` takes a request back"],
];
