BASE = {"currency": {"type": str, "required": False, "default": "EUR"}}

INPUT_SCHEMA = {
    **BASE,
    "items": {"type": list, "required": True},
}

ITEM_SCHEMA = {
    "name": {"type": str, "required": True},
    "price": {"type": float, "required": True},
    "count": {"type": int, "required": False, "default": 1},
}
