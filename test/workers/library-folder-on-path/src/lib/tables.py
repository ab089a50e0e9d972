STYLES = {"plain": " ", "pipes": " | "}


def render(rows, style):
    glue = STYLES[style]
    return "\n".join(glue.join(str(cell) for cell in row) for row in rows)
