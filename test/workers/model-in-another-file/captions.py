"""The model is loaded when this file is imported, which is when the worker starts."""
import torch

VERSION = 2
MODEL = torch.jit.load("weights/captions.pt")


def describe(picture):
    return str(MODEL(picture))
