import { DISTRIBUTIONS } from "./distributions.js";
import { GPU_LIBRARIES } from "./gpu-libraries.js";

/** Packages that workers often import under their distribution's own name. */
const SAME_NAME = new Set(
  (
    "aioboto3 aiofiles aiohttp albumentations altair anthropic anyio arrow asyncpg av backoff beautifulsoup4 blinker boto3 botocore " +
    "bokeh cachetools celery certifi chardet click cloudinary cloudpickle colorama cryptography cycler datasets decord decouple " +
    "deepface dill docker ebooklib edge_tts einops elevenlabs emoji evaluate fal_client ffmpegio filelock filetype flask fsspec " +
    "ftfy fuzzywuzzy gdown gradio gspread gtts h5py hf_transfer html2text httpx imageio imagehash inflect jieba jinja2 joblib " +
    "jsonschema kombu langchain langchain_community langchain_core langdetect librosa litellm llama_index lmdb loguru lxml markdown " +
    "matplotlib mediapipe minio mlflow moviepy mpmath msgpack munch mutagen mysql networkx nibabel nltk noisereduce numba numexpr " +
    "numpy ollama omegaconf onnx openai openpyxl opensearchpy orjson outlines packaging pandas paramiko pdf2image pdfplumber phonemizer " +
    "pikepdf pinecone piexif playwright plotly polars pooch prometheus_client psutil pyarrow pydub pyloudnorm pymongo pymupdf " +
    "pypdf pypdfium2 pytesseract pytest pytz pyworld qdrant_client qrcode rapidfuzz ray redis regex reportlab requests " +
    "requests_toolbelt resampy rich rembg s3fs sacremoses safetensors scenedetect scipy seaborn selenium sentencepiece sentry_sdk " +
    "shapely simplejson soundfile sounddevice soxr spacy sqlalchemy streamlit stripe supabase sympy tabulate tenacity tensorboard " +
    "tiktoken tifffile tokenizers toml tomli torchmetrics torchsde tqdm trafilatura trimesh twilio typer ujson unidecode urllib3 " +
    "uvloop validators wandb watchdog webrtcvad websockets wget wordcloud xgboost xmltodict xxhash yarl youtube_dl zstandard"
  ).split(" "),
);

/**
 * Modules that are known, but that pip cannot bring under their name: programs that are cloned, and names under which
 * PyPI has something else.
 */
export const UNPUBLISHED: ReadonlySet<string> = new Set([
  "aitemplate",
  "apex",
  "comfy",
  "comfy_extras",
  "cosyvoice",
  "exllama",
  "folder_paths",
  "k_diffusion_comfy",
  "nodes",
  "nvdiffrast",
]);

/** Whether an imported package is known to be a published one, rather than something an image holds. */
export function isKnownPackage(name: string): boolean {
  return SAME_NAME.has(name) || GPU_LIBRARIES.has(name) || DISTRIBUTIONS[name] !== undefined || NAMESPACES.has(name);
}

/** Whether it is known under which name a distribution (normalised) is imported. */
export function isKnownDistribution(name: string): boolean {
  return KNOWN_DISTRIBUTIONS.has(name) || isKnownPackage(name.replaceAll("-", "_")) || isKnownPackage(name);
}

const KNOWN_DISTRIBUTIONS = new Set(Object.values(DISTRIBUTIONS).flatMap((names) => names ?? []));

/** Top-level names that several distributions share. */
const NAMESPACES = new Set(
  Object.keys(DISTRIBUTIONS).flatMap((name) => (name.includes(".") ? [name.split(".")[0] ?? name] : [])),
);
