# -*- coding: utf-8 -*-
from __future__ import print_function, division

import runpod

try:
    unicode
except NameError:
    unicode = str

try:
    from itertools import izip
except ImportError:
    izip = zip


def handler(job):
    params = job["input"]
    words = params.get("words", u"")
    if isinstance(words, (str, unicode)):
        words = words.split(u",")
    return [{"word": word, "place": place} for word, place in izip(words, range(len(words)))]


runpod.serverless.start({"handler": handler})
