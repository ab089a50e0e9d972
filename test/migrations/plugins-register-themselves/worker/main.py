from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Input(BaseModel):
    plugin: str = "identity"
    value: Any = None


class Output(BaseModel):
    plugin: str
    result: Any


class PluginsRegisterThemselves(fal.App, name="plugins-register-themselves"):
    machine_type = "S"
    app_files = ["plugins", "registry.py"]

    def setup(self) -> None:
        import plugins  # fills the registry

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        import registry

        name = input.plugin
        plugin = registry.find(name)
        if plugin is None:
            raise HTTPException(status_code=500, detail={"error": f"no plugin {name}", "plugins": registry.names()})
        return Output(plugin=name, result=plugin(input.value))
