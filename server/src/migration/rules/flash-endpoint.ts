import { keywordArgument } from "../../python/queries.js";
import type { SdkUse } from "../local/sdk-uses.js";
import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const flashEndpoint: Rule = {
  name: "flash-endpoint",
  title: "An endpoint of RunPod Flash",
  mappings: [
    sdkRow("@Endpoint(gpu=…, dependencies=[…])", "a fal.App with machine_type and requirements"),
    sdkRow("@remote(resource_config=…)", "a fal.App with machine_type and requirements"),
    sdkRow('@api.post("/route")', '@fal.endpoint("/route")'),
    sdkRow("Endpoint(id=…)", "fal_client"),
  ],
  why: "Flash makes an endpoint of a decorated function or class. A `fal.App` says the same in a class: `dependencies` are `requirements`, `gpu` is `machine_type`, `workers` are `min_concurrency` and `max_concurrency`, `idle_timeout` is `keep_alive`; the arguments of a function, or of a class's methods, are the fields of its endpoint's `Input`, and the object is made once, in `setup()`. Several functions of a file become endpoints of one app, on one machine; routes keep their paths and answer to POST. What is used otherwise is left and named. An `Endpoint` with an `id` only calls one.",
  links: pages("flash-endpoint", "sdk/migrate-from-flash"),
  safety: "manual",
  severity: "warning",
  announced: "decision",
  examples: [
    {
      title: "A function, and a call of another endpoint",
      code: py`
        from runpod_flash import Endpoint

        @Endpoint(name="upper", workers=(0, 3), dependencies=["torch"])
        async def upper(payload: dict) -> dict:
            return {"text": payload["text"].upper()}

        other = Endpoint(id="abc123")
      `,
      finds: ['Endpoint(name="upper", workers=(0, 3), dependencies=["torch"])', 'Endpoint(id="abc123")'],
    },
    {
      title: "Under the old name",
      code: py`
        from tetra_rp import remote

        @remote(resource_config=None)
        def double(number):
            return number * 2
      `,
      finds: ["remote(resource_config=None)"],
    },
    {
      title: "RunPod's client",
      code: py`
        import runpod

        endpoint = runpod.Endpoint("abc123")
      `,
      finds: [],
    },
  ],
  *find({ uses }) {
    for (const use of uses) {
      const message = messageFor(use);
      if (message !== undefined) yield { span: use.node, message };
    }
  },
};

const FORM = /^(?:runpod_flash|tetra_rp)\.(Endpoint|remote)\(\)(?:\.(get|post|put|patch|delete)\(\))?$/;

function messageFor({ node, name }: SdkUse): string | undefined {
  const [, form, route] = FORM.exec(name) ?? [];
  if (form === undefined || node.type !== "call") return undefined;
  if (route !== undefined)
    return node.parent?.type === "decorator"
      ? "A Flash route becomes a method with `@fal.endpoint`, which answers to POST."
      : undefined;
  if (node.parent?.type !== "decorator" && keywordArgument(node, "id") !== undefined)
    return "This calls a RunPod endpoint; on fal, `fal_client.subscribe` calls an app by its name.";
  return "A Flash endpoint becomes a `fal.App`: `dependencies` are its `requirements`, `gpu` its `machine_type`.";
}
