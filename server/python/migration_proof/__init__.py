"""Runs an old RunPod worker and its migrated fal App on the same requests, each under its real SDK."""
