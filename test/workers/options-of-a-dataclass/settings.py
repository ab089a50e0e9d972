from dataclasses import dataclass, field, fields


@dataclass
class RenderSettings:
    scene: str
    frames: int = 24
    passes: int = 1
    tags: list = field(default_factory=list)

    @classmethod
    def from_input(cls, data):
        unknown = set(data) - {known.name for known in fields(cls)}
        if unknown:
            raise ValueError(f"unknown options: {', '.join(sorted(unknown))}")
        return cls(**data)
