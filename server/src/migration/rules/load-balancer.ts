import { literalTexts } from "../local/strings.js";
import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";
import { fileMentions } from "./shared/surroundings.js";

export const loadBalancer: Rule = {
  name: "load-balancer",
  title: "Perhaps a load-balancing worker",
  mappings: [
    sdkRow("a FastAPI server behind RunPod's load balancer", "endpoints of a fal.App, or exposed_port"),
    sdkRow("GET /ping", "fal's own health check"),
  ],
  why: "A server with a `/ping` route that listens on `PORT` looks like a worker of RunPod's load balancer. Where the project speaks of RunPod and the server is FastAPI with POST and GET routes of its own, they become endpoints of a `fal.App`: FastAPI reads their parameters there too, what ran at the start becomes `setup()`, `/ping` goes because fal asks for health itself. Any other server stays as it is: build its image, give `fal deploy` the image with `exposed_port` set to the port that it listens on and its start command as `cmd` (in `pyproject.toml`, `[tool.fal.apps.NAME]`), and let its health route answer at `/health`; callers use `https://fal.run/owner/app/path`, by POST.",
  links: pages("load-balancer", "serverless/load-balancing/overview"),
  safety: "manual",
  severity: "information",
  announced: "note",
  examples: [
    {
      title: "A server with a health route",
      code: py`
        import os
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()

        @app.get("/ping")
        def ping():
            return {"status": "healthy"}

        if __name__ == "__main__":
            uvicorn.run(app, host="0.0.0.0", port=int(os.getenv("PORT", "80")))
      `,
      finds: ["/ping"],
    },
    {
      title: "A client of such a server",
      code: py`
        import os
        import requests

        requests.get(f"http://localhost:{os.environ['PORT']}/ping")
      `,
      finds: [],
    },
  ],
  *find({ module, isWorker }) {
    if (isWorker || !fileMentions(module, "PORT") || !fileMentions(module, "FastAPI(")) return;
    for (const text of literalTexts(module, /\/ping/)) {
      if (text.text === "/ping" && text.ancestor("decorator") !== undefined)
        yield {
          span: text,
          message:
            "This looks like a health route for RunPod's load balancer; fal asks for health itself, and a `fal.App` has endpoints for the rest. A server that cannot become one stays in a container with `exposed_port`.",
        };
    }
  },
};
