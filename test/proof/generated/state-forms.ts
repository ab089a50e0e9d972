import type { Weighted } from "./choices.js";
import type { Lines, Sketch } from "./sketch.js";

/** A way in which a worker keeps something between requests. */
export interface StateForm extends Weighted {
  readonly name: string;
  readonly imports?: Lines;
  /** Packages among the imports that are not installed. */
  readonly doubles?: Lines;
  /** Functions and classes that it needs. */
  readonly definitions?: readonly Lines[];
  /** What the module does when it is loaded. */
  readonly state?: Lines;
  /** What happens right before the worker starts. */
  readonly starting?: Lines;
  /** `global` lines of the function that uses it. */
  readonly declarations?: Lines;
  /** Statements of a request; VALUE stands for something of the request that may be anything. */
  readonly lines?: Lines;
  /** An expression that shows the state. */
  readonly shown?: string;
}

/** A model whose loadings and calls are counted, so that a second loading shows. */
const model: Lines = [
  "class Model:",
  "    loaded = 0",
  "",
  '    def __init__(self, name="base"):',
  "        Model.loaded += 1",
  "        self.name = name",
  "        self.calls = 0",
  "",
  "    def run(self, value):",
  "        self.calls += 1",
  '        return f"{self.name}-{Model.loaded}-{self.calls}-{len(str(value))}"',
];

export const stateForms: readonly StateForm[] = [
  { name: "none", weight: 3 },
  { name: "table", state: ['PRICES = {"hello": 2, "a": 3}'], shown: "PRICES.get(str(VALUE), 1)" },
  { name: "model", weight: 3, definitions: [model], state: ['model = Model("large")'], shown: "model.run(VALUE)" },
  {
    name: "counter",
    weight: 2,
    state: ["served = 0"],
    declarations: ["global served"],
    lines: ["served += 1"],
    shown: "served",
  },
  {
    name: "lazy",
    weight: 1.5,
    definitions: [
      model,
      ["def load_model():", "    global model", "    if model is None:", "        model = Model()", "    return model"],
    ],
    state: ["model = None"],
    shown: "load_model().run(VALUE)",
  },
  {
    name: "lazy in place",
    weight: 1.5,
    definitions: [model],
    state: ["pipe = None"],
    declarations: ["global pipe"],
    lines: ["if pipe is None:", '    pipe = Model("pipe")'],
    shown: "pipe.run(VALUE)",
  },
  {
    name: "switched",
    definitions: [model],
    state: ["current, current_name = None, None"],
    declarations: ["global current, current_name"],
    lines: [
      "wanted = str(VALUE)[:3]",
      "if current is None or current_name != wanted:",
      "    current = Model(wanted)",
      "    current_name = wanted",
    ],
    shown: "current.run(1)",
  },
  {
    name: "cache",
    weight: 1.5,
    state: ["CACHE = {}"],
    lines: [
      "cache_key = str(VALUE)",
      "hit = cache_key in CACHE",
      "if not hit:",
      "    CACHE[cache_key] = len(cache_key)",
    ],
    shown: "[hit, len(CACHE)]",
  },
  { name: "history", state: ["history = []"], lines: ["history.append(VALUE)"], shown: "len(history)" },
  {
    name: "history bound anew",
    state: ["recent = []"],
    declarations: ["global recent"],
    lines: ["recent = (recent + [str(VALUE)[:4]])[-3:]"],
    shown: "list(recent)",
  },
  {
    name: "cached function",
    imports: ["from functools import lru_cache"],
    definitions: [model, ["@lru_cache(maxsize=None)", "def get_model(name):", "    return Model(name)"]],
    shown: 'get_model("m").run(VALUE)',
  },
  {
    name: "singleton",
    definitions: [
      model,
      [
        "class Service:",
        "    instance = None",
        "",
        "    @classmethod",
        "    def get(cls):",
        "        if cls.instance is None:",
        "            cls.instance = cls()",
        "        return cls.instance",
        "",
        "    def __init__(self):",
        "        self.model = Model()",
      ],
    ],
    shown: "Service.get().model.run(VALUE)",
  },
  { name: "itertools", imports: ["import itertools"], state: ["COUNTER = itertools.count(1)"], shown: "next(COUNTER)" },
  { name: "random", imports: ["import random"], state: ["rng = random.Random(42)"], shown: "rng.randint(0, 99)" },
  {
    name: "random module",
    imports: ["import random"],
    state: ["random.seed(7)"],
    shown: "random.randint(0, 99)",
    weight: 0.5,
  },
  {
    name: "lock",
    imports: ["import threading"],
    state: ["lock = threading.Lock()", 'stats = {"jobs": 0}'],
    lines: ["with lock:", '    stats["jobs"] += 1'],
    shown: 'stats["jobs"]',
  },
  {
    name: "environment",
    imports: ["import os"],
    state: ['DEVICE = os.environ.get("DEVICE", "cpu")'],
    shown: "DEVICE",
  },
  {
    name: "environment set",
    weight: 0.5,
    imports: ["import os"],
    state: ['os.environ["MODE"] = "fast"', 'MODE = os.getenv("MODE").upper()'],
    shown: "MODE",
  },
  {
    name: "loaded in a try",
    imports: ["import sys"],
    definitions: [model],
    state: ["try:", "    engine = Model()", "except Exception as e:", '    print("cannot load", e)', "    sys.exit(1)"],
    shown: "engine.run(VALUE)",
  },
  {
    name: "loaded in a with",
    imports: ["import contextlib"],
    definitions: [model],
    state: ["with contextlib.suppress(ImportError):", '    engine = Model("quiet")'],
    shown: "engine.run(VALUE)",
  },
  {
    name: "several models",
    definitions: [model],
    state: ["MODELS = {}", 'for size in ("small", "large"):', "    MODELS[size] = Model(size)"],
    shown: 'MODELS["small" if len(str(VALUE)) < 6 else "large"].run(VALUE)',
  },
  {
    name: "made by a function",
    weight: 1.5,
    definitions: [model, ["def create(name):", '    print("loading", name)', "    return Model(name)"]],
    state: ['net = create("net")', "net.run(0)"],
    shown: "net.run(VALUE)",
  },
  {
    name: "prepared before the start",
    definitions: [model, ["def prepare():", "    global model", '    model = Model("ready")']],
    state: ["model = None"],
    starting: ["prepare()"],
    shown: "model.run(VALUE)",
  },
  {
    name: "bound right before the start",
    definitions: [model],
    starting: ['late = Model("late")'],
    shown: "late.run(VALUE)",
  },
  {
    name: "default argument",
    definitions: [["def remember(value, seen=[]):", "    seen.append(value)", "    return len(seen)"]],
    shown: "remember(VALUE)",
  },
  {
    name: "on a function",
    weight: 0.5,
    definitions: [["def tick():", "    tick.count += 1", "    return tick.count"]],
    state: ["tick.count = 0"],
    shown: "tick()",
  },
  {
    name: "held by a class",
    weight: 1.5,
    definitions: [
      model,
      [
        "class Models:",
        "    current = None",
        "",
        "    @classmethod",
        "    def get_model(cls):",
        "        if cls.current is None:",
        '            print("loading")',
        '            cls.current = Model("held")',
        "        return cls.current",
      ],
    ],
    shown: "Models.get_model().run(VALUE)",
  },
  {
    name: "held by an object",
    weight: 1.5,
    definitions: [
      model,
      [
        "class Holder:",
        "    def __init__(self):",
        "        self.model = None",
        "",
        "    def get_model(self):",
        "        if self.model is None:",
        '            self.model = Model("lazy")',
        "        return self.model",
      ],
    ],
    state: ["holder = Holder()"],
    shown: "holder.get_model().run(VALUE)",
  },
  {
    name: "library in a class",
    imports: ["import torch", "from diffusers import StableDiffusionPipeline"],
    doubles: ["torch", "diffusers"],
    definitions: [
      [
        "class Predictor:",
        "    def __init__(self):",
        "        self.pipe = None",
        "",
        "    def setup(self):",
        '        self.pipe = StableDiffusionPipeline.from_pretrained("base", torch_dtype=torch.float16)',
        '        self.pipe = self.pipe.to("cuda" if torch.cuda.is_available() else "cpu")',
        "",
        "    @torch.inference_mode()",
        "    def predict(self, value):",
        "        return len(str(self.pipe(value).images[0])) > 0",
      ],
    ],
    state: ["predictor = Predictor()", "predictor.setup()"],
    shown: "predictor.predict(VALUE)",
  },
  {
    name: "library behind a cache",
    imports: ["import functools", "from transformers import AutoModel, AutoTokenizer"],
    doubles: ["transformers"],
    definitions: [
      [
        "@functools.lru_cache(maxsize=1)",
        'def load(name="tiny"):',
        "    tokenizer = AutoTokenizer.from_pretrained(name)",
        "    network = AutoModel.from_pretrained(name).eval()",
        "    return tokenizer, network",
      ],
    ],
    lines: ["tokenizer, network = load()", 'tokens = tokenizer(VALUE, return_tensors="pt")'],
    shown: "len(str(network(**tokens))) > 0",
  },
  {
    name: "library in a dictionary",
    imports: ["import whisper"],
    doubles: ["whisper"],
    definitions: [
      [
        "def speech(size):",
        "    if size not in LOADED:",
        "        LOADED[size] = whisper.load_model(size)",
        "    return LOADED[size]",
      ],
    ],
    state: ["LOADED = {}"],
    shown: 'len(str(speech("base").transcribe(VALUE)["text"])) > 0',
  },
  {
    name: "library on the first job",
    imports: ["import torch"],
    doubles: ["torch", "diffusers"],
    definitions: [
      [
        "def ensure_pipeline():",
        "    global pipeline",
        "    if pipeline is None:",
        "        from diffusers import DiffusionPipeline",
        "",
        '        pipeline = DiffusionPipeline.from_pretrained("xl")',
        "        torch.cuda.empty_cache()",
      ],
    ],
    state: ["pipeline = None"],
    lines: ["ensure_pipeline()"],
    shown: "len(str(pipeline(prompt=VALUE))) > 0",
  },
  {
    name: "library",
    weight: 2,
    imports: ["import torch", "from transformers import pipeline"],
    doubles: ["torch", "transformers"],
    state: [
      'device = "cuda" if torch.cuda.is_available() else "cpu"',
      'classify = pipeline("text-classification", device=device)',
    ],
    lines: ["with torch.inference_mode():", "    scores = classify(VALUE)"],
    shown: "len(str(scores)) > 0",
  },
];

/** Puts what a form needs into the file. */
export function prepareState(sketch: Sketch, form: StateForm): void {
  sketch.import(...(form.imports ?? []));
  for (const name of form.doubles ?? []) sketch.doubles.add(name);
  sketch.definitions.push(...(form.definitions ?? []));
  sketch.state.push(...(form.state ?? []));
  sketch.starting.push(...(form.starting ?? []));
}
