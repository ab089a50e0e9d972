from registry import register


@register("shout")
def shout(value):
    return value.upper() + "!"
