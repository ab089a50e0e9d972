SUPPORTED = {"add", "max", "join"}


def run_inference(params):
    op = params.get("op", "add")
    if op not in SUPPORTED:
        return {"error": f"{op} is not supported"}
    values = params["values"]
    if op == "add":
        result = sum(values)
    elif op == "max":
        result = max(values)
    else:
        result = params.get("glue", "").join(str(v) for v in values)
    extra = {k: v for k, v in params.items() if k not in ("op", "values", "glue")}
    return {"result": result, "extra": extra}
