TASKS = {}


def task(function):
    TASKS[function.__name__] = function
    return function
