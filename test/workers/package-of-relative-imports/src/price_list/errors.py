class PriceError(Exception):
    """What the caller may read."""

    def __init__(self, message, *, code="PRICE"):
        super().__init__(message)
        self.code = code
