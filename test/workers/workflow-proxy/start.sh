#!/usr/bin/env bash
python /comfyui/main.py --disable-auto-launch --listen &
python -u /handler.py
