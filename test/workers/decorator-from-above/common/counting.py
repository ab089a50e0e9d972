import functools

CALLS = {}


def counted(function):
    """Counts the calls of a function."""

    @functools.wraps(function)
    def run(*args, **kwargs):
        CALLS[function.__name__] = CALLS.get(function.__name__, 0) + 1
        return function(*args, **kwargs)

    return run
