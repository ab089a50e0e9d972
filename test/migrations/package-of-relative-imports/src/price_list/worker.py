"""Looks prices up."""

import importlib
import logging
import sys
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


log = logging.getLogger("price_list")


class Input(BaseModel):
    table: str = "fruit"
    name: Any


class Output(BaseModel):
    price: Any
    of: int
    version: Any


class PriceList(fal.App, name="price-list"):
    machine_type = "S"
    app_files = ["price_list/__init__.py", "price_list/errors.py", "price_list/tables"]
    app_files_context_dir = ".."

    def setup(self) -> None:
        logging.basicConfig(level=logging.INFO)  # as importing RunPod's SDK did
        sys.path += ["..", "price_list"]  # here, and on the runner
        importlib.import_module("price_list.tables")  # loads what starting the worker loaded

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        from price_list import __version__
        from price_list.errors import PriceError
        from price_list.tables import TABLES

        table = TABLES.get(input.table)
        if table is None:
            raise HTTPException(status_code=500, detail={"error": "unknown table", "tables": sorted(TABLES)})
        try:
            amount = table(input.name)
        except PriceError as e:
            log.warning("failed: %s", e)
            raise HTTPException(status_code=500, detail={"error": str(e), "code": e.code}) from e
        from price_list.tables.fruit import PRICES

        return Output(price=amount, of=len(PRICES), version=__version__)
