from . import numbers, texts
