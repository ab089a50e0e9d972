from .fruit import price

TABLES = {"fruit": price}
