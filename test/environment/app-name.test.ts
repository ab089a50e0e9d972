import { describe, expect, test } from "vitest";
import { appNames } from "../../server/src/migration/environment/app-name.js";
import { fileWorkspace, workspaceOf } from "./workspace.js";

const WORKER = 'import runpod\nrunpod.serverless.start({"handler": handler})\n';

/** Root folder, file, class, app. */
const FOLDERS: readonly (readonly [string, string, string, string])[] = [
  ["sdxl-worker", "handler.py", "SdxlWorker", "sdxl-worker"],
  ["captions", "src/handler.py", "Captions", "captions"],
  ["captions", "speech/src/handler.py", "Speech", "speech"],
  ["src", "handler.py", "Worker", "worker"],
  ["src", "transcribe.py", "Transcribe", "transcribe"],
  ["worker", "app/main.py", "Worker", "worker"],
  ["flux-serverless", "handler.py", "Flux", "flux"],
  ["runpod-whisper", "rp_handler.py", "Whisper", "whisper"],
  ["RunPod_Whisper", "handler.py", "Whisper", "whisper"],
  ["RealEsrgan-S3", "handler.py", "RealEsrganS3", "real-esrgan-s3"],
  ["15-team-service", "handler.py", "TeamService", "15-team-service"],
  ["2024", "handler.py", "Worker", "2024"],
  ["runpod", "runpod_handler.py", "Worker", "worker"],
  ["serverless", "image_upscaler.py", "ImageUpscaler", "image-upscaler"],
  ["génération d'images", "handler.py", "GenerationDImages", "generation-d-images"],
  ["模型", "handler.py", "Worker", "worker"],
  ["none", "handler.py", "NoneApp", "none"],
  ["studio", ".runpod/rp_handler.py", "Studio", "studio"],
];

describe("names", () => {
  test.each(FOLDERS)("in %s the worker %s is %s, %s", (root, path, className, appName) => {
    expect(appNames(workspaceOf({ [path]: WORKER }, root), path)).toEqual({ className, appName });
  });

  test("where PATH is a file only its own folder counts", () => {
    const workspace = fileWorkspace({ "studio/src/handler.py": WORKER, "studio/handler.py": WORKER });
    expect(appNames(workspace, "studio/src/handler.py").appName).toBe("worker");
    expect(appNames(workspace, "studio/handler.py").appName).toBe("studio");
  });

  test("a second worker in a folder adds its file's name", () => {
    const workspace = workspaceOf({ "a_handler.py": WORKER, "upscale.py": WORKER, "plain.py": "print(1)" }, "studio");
    expect(appNames(workspace, "a_handler.py").appName).toBe("studio");
    expect(appNames(workspace, "upscale.py")).toEqual({ className: "StudioUpscale", appName: "studio-upscale" });
  });

  test("a migrated worker keeps its name, so that the next one does not take it", () => {
    const workspace = workspaceOf({ "a.py": 'class Studio(fal.App, name="studio"):\n', "b.py": WORKER }, "studio");
    expect(appNames(workspace, "b.py").appName).toBe("studio-b");
  });

  test("two workers named after nothing differ", () => {
    const workspace = workspaceOf({ "handler.py": WORKER, "main.py": WORKER }, "src");
    expect(appNames(workspace, "main.py")).toEqual({ className: "WorkerMain", appName: "worker-main" });
  });

  test("three workers below one saying folder get three names", () => {
    const files = ["app/handler.py", "src/handler.py", "worker/handler.py"];
    const workspace = workspaceOf(Object.fromEntries(files.map((path) => [path, WORKER])), "studio");
    expect(files.map((path) => appNames(workspace, path).appName)).toEqual([
      "studio",
      "studio-handler",
      "studio-handler-2",
    ]);
  });

  test("a comment does not make a worker", () => {
    const workspace = workspaceOf({ "a.py": "# runpod.serverless.start(x)\n", "b.py": WORKER }, "studio");
    expect(appNames(workspace, "b.py").appName).toBe("studio");
  });

  test("the class leaves names of the module alone", () => {
    const taken = new Set(["Captions", "CaptionsApp"]);
    const names = appNames(workspaceOf({ "h.py": WORKER }, "captions"), "h.py", { isTaken: (name) => taken.has(name) });
    expect(names).toEqual({ className: "CaptionsApp2", appName: "captions" });
  });
});
