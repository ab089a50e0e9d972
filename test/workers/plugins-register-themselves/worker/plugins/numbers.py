from registry import register


@register("double")
def double(value):
    return value * 2


@register("identity")
def identity(value):
    return value
