_plugins = {}


def register(name):
    def keep(function):
        _plugins[name] = function
        return function

    return keep


def find(name):
    return _plugins.get(name)


def names():
    return sorted(_plugins)
