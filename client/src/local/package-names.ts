/** Packages whose name on PyPI is not the name that is imported. */
const PACKAGES: Readonly<Record<string, string>> = {
  PIL: "pillow",
  bs4: "beautifulsoup4",
  cv2: "opencv-python-headless",
  dotenv: "python-dotenv",
  fitz: "pymupdf",
  google: "google-api-python-client",
  skimage: "scikit-image",
  sklearn: "scikit-learn",
  yaml: "pyyaml",
};

/** What to install so that a module can be imported. */
export function packageOf(module: string): string {
  return PACKAGES[module] ?? module.replaceAll("_", "-");
}
