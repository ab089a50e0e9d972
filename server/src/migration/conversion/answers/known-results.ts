/** What builtins give, whatever they are given. */
export const BUILTIN_RESULTS: Readonly<Record<string, string | undefined>> = {
  str: "str",
  len: "int",
  float: "float",
  repr: "str",
  sorted: "list[Any]",
  list: "list[Any]",
  bool: "bool",
  isinstance: "bool",
  any: "bool",
  all: "bool",
  hex: "str",
  ord: "int",
  int: "int",
};

/** What functions of the standard library give, by their full names. */
export const FUNCTION_RESULTS: Readonly<Record<string, string | undefined>> = {
  "json.dumps": "str",
  "time.time": "float",
  "time.perf_counter": "float",
  "time.monotonic": "float",
  "time.strftime": "str",
  "os.path.join": "str",
  "os.path.basename": "str",
  "os.path.exists": "bool",
  "traceback.format_exc": "str",
};

/** Methods that make a text whatever they are called on: of hashes, dates and times. */
export const TEXT_MAKERS: ReadonlySet<string> = new Set(["hexdigest", "isoformat", "strftime"]);

/** What methods of a text give. */
export const TEXT_METHODS: Readonly<Record<string, string | undefined>> = {
  ...Object.fromEntries(
    ["strip", "upper", "lower", "replace", "join", "format", "title", "lstrip", "rstrip", "capitalize"].map((name) => [
      name,
      "str",
    ]),
  ),
  split: "list[Any]",
  startswith: "bool",
  endswith: "bool",
  count: "int",
};
