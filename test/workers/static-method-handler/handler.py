import runpod


class Checks:
    LIMIT = 5

    @staticmethod
    def luhn(job):
        digits = [int(c) for c in job["input"]["number"] if c.isdigit()]
        if len(digits) < Checks.LIMIT:
            return {"valid": False, "reason": "too short"}
        total = 0
        for position, digit in enumerate(reversed(digits)):
            if position % 2:
                digit *= 2
                if digit > 9:
                    digit -= 9
            total += digit
        return {"valid": total % 10 == 0}


runpod.serverless.start({"handler": Checks.luhn})
