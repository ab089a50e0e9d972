#!/usr/bin/env python
# -*- coding: utf-8 -*-
import sys, os, string
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Cipher(object):
    def __init__(self, key = 3):
        self.key = key
    def encode(self, s):
        r = ''
        for c in s:
            if c in string.ascii_lowercase :
                c = string.ascii_lowercase[(string.ascii_lowercase.index(c) + self.key) % 26]
            r = r + c
        return r


class Input(BaseModel):
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")

    text: str
    key: Any = None


class Output(BaseModel):
    text: Any
    key: Any


class OldSchoolStyle(fal.App, name="old-school-style"):
    machine_type = "S"

    def setup(self) -> None:
        self.cipher = Cipher()

    @fal.endpoint("/")
    def main_handler(self, input: Input) -> Output:
        if not 'text' in input.model_dump(exclude_unset=True).keys() :
            raise HTTPException(status_code=422, detail='no text in %s' % (sorted(input.model_dump(exclude_unset=True).keys()),))
        text = input.text
        if 'key' in input.model_dump(exclude_unset=True).keys() :
            c = Cipher(input.key)
        else :
            c = self.cipher
        print('encoding %d characters with key %d' % (len(text), c.key), file = sys.stderr)
        return Output( text=c.encode(text), key=c.key )
