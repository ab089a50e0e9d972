import { beforeAll, describe, expect, test } from "vitest";
import { findLocalModules } from "../../server/src/migration/environment/local-modules.js";
import { loadGrammar, moduleOf, workspaceOf } from "./workspace.js";

beforeAll(loadGrammar);

interface Case {
  readonly what: string;
  readonly worker?: string;
  readonly files: Readonly<Record<string, string>>;
  readonly modules?: readonly string[];
  readonly appFiles: readonly string[];
  readonly contextFolder?: string;
  readonly pathFolders?: readonly string[];
  readonly remark?: string;
  readonly decision?: string;
}

const CASES: readonly Case[] = [
  { what: "a worker alone", files: { "handler.py": "import os, torch\n", "other.py": "" }, appFiles: [] },
  {
    what: "a module beside the worker, and what that imports",
    files: {
      "handler.py": "from engine import Engine\n",
      "engine.py": "import weights\n",
      "weights.py": "",
      "unused.py": "",
    },
    modules: ["engine.py", "weights.py"],
    appFiles: ["engine.py", "weights.py"],
  },
  {
    what: "a package is shipped whole",
    files: {
      "handler.py": "from nodes.load import load\n",
      "nodes/__init__.py": "",
      "nodes/load.py": "from . import paths\n",
      "nodes/paths.py": "",
      "nodes/unused.py": "",
    },
    modules: ["nodes/__init__.py", "nodes/load.py", "nodes/paths.py"],
    appFiles: ["nodes"],
  },
  {
    what: "a folder without __init__.py",
    files: { "handler.py": "import nodes.load as load\n", "nodes/load.py": "" },
    modules: ["nodes/load.py"],
    appFiles: ["nodes"],
  },
  {
    what: "modules at the root above the worker",
    worker: "src/handler.py",
    files: { "src/handler.py": "import sound.audio\nimport near\n", "src/near.py": "", "sound/audio.py": "" },
    modules: ["sound/audio.py", "src/near.py"],
    appFiles: ["sound", "src/near.py"],
    contextFolder: "..",
    pathFolders: [".."],
  },
  {
    what: "the nearer of two modules with one name",
    worker: "src/handler.py",
    files: { "src/handler.py": "import config\n", "src/config.py": "", "config.py": "" },
    modules: ["src/config.py"],
    appFiles: ["config.py"],
    remark: "`config`",
  },
  {
    what: "the package that holds the worker itself",
    worker: "pkg/handler.py",
    files: {
      "pkg/__init__.py": "",
      "pkg/handler.py": "from pkg.model import m\nfrom .tools import t\n",
      "pkg/model.py": "",
      "pkg/tools.py": "",
    },
    modules: ["pkg/__init__.py", "pkg/model.py", "pkg/tools.py"],
    appFiles: ["pkg/__init__.py", "pkg/model.py", "pkg/tools.py"],
    contextFolder: "..",
    pathFolders: [".."],
  },
  {
    what: "a folder added to sys.path",
    files: {
      "handler.py": "import os, sys\nsys.path.append(os.path.join(os.path.dirname(__file__), 'lib'))\nimport engine\n",
      "lib/engine.py": "",
    },
    modules: ["lib/engine.py"],
    appFiles: ["lib/engine.py"],
    pathFolders: ["lib"],
  },
  {
    what: "PYTHONPATH of the image",
    files: {
      "handler.py": "import engine\n",
      "vendor/engine.py": "",
      Dockerfile: "FROM python\nENV PYTHONPATH=/app/vendor:/other\nCMD python handler.py\n",
    },
    modules: ["vendor/engine.py"],
    appFiles: ["vendor/engine.py"],
    pathFolders: ["vendor"],
  },
  {
    what: "an installed package of the project in src",
    files: { "handler.py": "from studio.model import m\n", "src/studio/__init__.py": "", "src/studio/model.py": "" },
    modules: ["src/studio/__init__.py", "src/studio/model.py"],
    appFiles: ["src/studio"],
    pathFolders: ["src"],
  },
  {
    what: "recursion, missing modules and broken code",
    files: {
      "handler.py": "import a\nimport gone\nfrom .gone import x\n",
      "a.py": "import b\nimport handler\ndef (:\n",
      "b.py": "import a\n",
    },
    modules: ["a.py", "b.py"],
    appFiles: ["a.py", "b.py"],
    decision: "`.gone`, which is not in the project",
  },
  {
    what: "a module imported by name",
    files: { "handler.py": "import importlib\nm = importlib.import_module('plugin')\n", "plugin.py": "" },
    modules: ["plugin.py"],
    appFiles: ["plugin.py"],
  },
  {
    what: "projects of other packages' names side by side",
    worker: "speech/handler.py",
    files: {
      "speech/handler.py": "import whisper, clips, notes\n",
      "whisper/handler.py": "",
      "clips/handler.py": "",
      "clips/Dockerfile": "FROM python\n",
      "notes/text.py": "",
    },
    modules: [],
    appFiles: [],
  },
  {
    what: "a deployment folder called runpod is not the package",
    files: { "handler.py": "import runpod\n", "runpod/deploy.py": "" },
    appFiles: [],
  },
  {
    what: "data files, by plain and by absolute name",
    files: {
      "handler.py":
        "import json\nC = json.load(open('labels.json'))\nW = '/app/workflows/flux.json'\nT = 'test_input.json'\nU = 'https://a.b/labels.json'\n",
      "labels.json": "{}",
      "workflows/flux.json": "{}",
      "test_input.json": "{}",
    },
    appFiles: ["labels.json", "workflows/flux.json"],
  },
  {
    what: "a folder of data, used as a path",
    files: {
      "handler.py": "import os\nfor f in os.listdir('./voices'):\n    pass\nX = 'voices/unused'\n",
      "voices/a.wav": "",
      "voices/b.wav": "",
    },
    appFiles: ["voices"],
  },
  {
    what: "data that a local module names, above the worker",
    worker: "src/handler.py",
    files: { "src/handler.py": "import store\n", "src/store.py": "P = '../assets/font.ttf'\n", "assets/font.ttf": "" },
    modules: ["src/store.py"],
    appFiles: ["assets/font.ttf", "src/store.py"],
    contextFolder: "..",
  },
  {
    what: "data whose path is put together from parts",
    files: {
      "handler.py":
        "import os\nfrom pathlib import Path\nHERE = os.path.dirname(__file__)\nA = open(os.path.join(HERE, 'data', 'a.json'))\nB = Path(__file__).parent / 'texts' / 'b.txt'\nC = HERE / 'voices'\nD = 7 / 2\n",
      "data/a.json": "{}",
      "data/other.json": "{}",
      "texts/b.txt": "",
      "voices/c.wav": "",
    },
    appFiles: ["data/a.json", "texts/b.txt", "voices"],
  },
  {
    what: "a script that runs as a process, and what that imports",
    files: {
      "handler.py": "import subprocess\nsubprocess.run(['python', 'train.py'])\nprint('handler.py and other.py')\n",
      "train.py": "import dataset\n",
      "dataset.py": "",
      "other.py": "",
    },
    modules: ["dataset.py"],
    appFiles: ["dataset.py", "train.py"],
  },
  {
    what: "a module of the project that is not there",
    files: {
      "handler.py":
        "from api.src.pipelines.one import run\nfrom api.src import two\ntry:\n    import api.three\nexcept ImportError:\n    pass\n",
      "api/src/two.py": "",
    },
    modules: ["api/src/two.py"],
    appFiles: ["api"],
    remark: "`api`: fal puts files",
    decision: "`api.src.pipelines.one`, which is not in the project",
  },
  {
    what: "a word that is also a file's name without an ending",
    files: { "handler.py": "x = 'LICENSE'\ny = 'a.b'\n'''docs labels.json'''\n", LICENSE: "", "labels.json": "" },
    appFiles: [],
  },
];

describe("local modules", () => {
  test.each(CASES)(
    "$what",
    ({ worker = "handler.py", files, modules = [], appFiles, contextFolder, pathFolders = [], remark, decision }) => {
      const workspace = workspaceOf(files);
      const local = findLocalModules(workspace, moduleOf(workspace, worker));
      expect(local.modules.map(({ path }) => path)).toEqual(modules);
      expect(local.appFiles).toEqual(appFiles);
      expect(local.contextFolder).toBe(contextFolder);
      expect(local.pathFolders).toEqual(pathFolders);
      expect(local.remarks.map(({ reason }) => reason)).toEqual(
        [remark, decision].flatMap((part) => (part === undefined ? [] : [expect.stringContaining(part) as string])),
      );
    },
  );
});

/** Worker, other files, and under which names the app can import them. */
const NAMES: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[], string | undefined])[] = [
  ["src/handler.py", { "src/handler.py": "from .tools import t\n", "src/tools.py": "" }, ["tools"], undefined],
  [
    "src/handler.py",
    { "src/handler.py": "from .tools import t\n", "src/tools.py": "from . import base\n", "src/base.py": "" },
    ["src.tools", "src.base"],
    "..",
  ],
  ["src/handler.py", { "src/handler.py": "from ..lib.x import t\n", "lib/x.py": "" }, ["lib.x"], ".."],
  [
    "src/handler.py",
    { "src/handler.py": "import src.tools\n", "src/tools.py": "from .base import b\n", "src/base.py": "" },
    ["src.tools", "src.base"],
    "..",
  ],
  [
    "handler.py",
    { "handler.py": "from nodes import load\n", "nodes/__init__.py": "", "nodes/load.py": "" },
    ["nodes", "nodes.load"],
    undefined,
  ],
];

describe("names of local modules", () => {
  test.each(NAMES)("%s with %j", (worker, files, names, contextFolder) => {
    const workspace = workspaceOf(files);
    const local = findLocalModules(workspace, moduleOf(workspace, worker));
    expect(local.modules.map(({ importName }) => importName)).toEqual(names);
    expect(local.contextFolder).toBe(contextFolder);
  });
});
