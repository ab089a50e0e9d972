routes = {}
default = None


def handler(job):
    request = job["input"]
    route = request.get("route", default)
    if route not in routes:
        return {"error": f"no such route: {route}", "routes": sorted(routes)}
    return {"result": routes[route](request["text"])}
