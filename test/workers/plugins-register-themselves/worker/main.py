import runpod

import registry
import plugins  # fills the registry


def handler(job):
    name = job["input"].get("plugin", "identity")
    plugin = registry.find(name)
    if plugin is None:
        return {"error": f"no plugin {name}", "plugins": registry.names()}
    return {"plugin": name, "result": plugin(job["input"].get("value"))}


if __name__ == "__main__":
    runpod.serverless.start({"handler": handler})
