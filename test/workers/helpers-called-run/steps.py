class Engine:
    def run(self, options):
        if options["text"] == "?":
            return {"error": "the engine does not know"}
        return {"engine": options["text"].upper()}


def run(options):
    if not options["text"]:
        return {"error": "text is empty", "refresh_worker": True}
    return {"steps": len(options["text"]), "refresh_worker": options["text"] == "last"}
