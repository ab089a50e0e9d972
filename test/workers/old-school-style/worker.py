#!/usr/bin/env python
# -*- coding: utf-8 -*-
from __future__ import print_function, division
import sys, os, string
import runpod

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

cipher = Cipher()

def main_handler(job):
    inp = job['input']
    if not 'text' in inp.keys() :
        raise Exception('no text in %s' % (sorted(inp.keys()),))
    text = inp['text']
    if 'key' in inp.keys() :
        c = Cipher(inp['key'])
    else :
        c = cipher
    print('encoding %d characters with key %d' % (len(text), c.key), file = sys.stderr)
    return { 'text' : c.encode(text), 'key' : c.key }

if (__name__ == '__main__') :
    runpod.serverless.start( { 'handler' : main_handler } )
