/** Words that cannot be attribute names in Python. */
const KEYWORDS = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from global if " +
    "import in is lambda nonlocal not or pass raise return try while with yield"
  ).split(" "),
);

/** Attributes of pydantic's `BaseModel` (2.x): a field of that name shadows one and is refused or warned about. */
const BASE_MODEL_NAMES = new Set(
  (
    "construct copy dict from_orm json parse_file parse_obj parse_raw schema schema_json update_forward_refs validate " +
    "model_computed_fields model_config model_construct model_copy model_dump model_dump_json model_extra model_fields " +
    "model_fields_set model_json_schema model_parametrized_name model_post_init model_rebuild model_validate " +
    "model_validate_json model_validate_strings"
  ).split(" "),
);

/** Whether a JSON key can be a field of a pydantic model under its own name. */
export function isPlainFieldName(key: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_]*$/.test(key) && !KEYWORDS.has(key) && !BASE_MODEL_NAMES.has(key);
}

/** The attribute for a JSON key: the key itself where it can be one. */
export function fieldName(key: string): string {
  if (isPlainFieldName(key)) return key;
  const cleaned = key.replace(/[^A-Za-z0-9_]/g, "_").replace(/^_+/, "");
  const started = /^[A-Za-z]/.test(cleaned) ? cleaned : `field_${cleaned}`;
  return isPlainFieldName(started) ? started : `${started}_`;
}
