"""One logger for all modules."""

from runpod import RunPodLogger

log = RunPodLogger()
