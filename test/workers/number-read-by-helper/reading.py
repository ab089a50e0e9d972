def read_temperature(data):
    value = data.get("temperature", 1.0)
    return value
