import unittest

from handler import handler, is_palindrome


class HandlerTest(unittest.TestCase):
    def test_palindrome(self):
        self.assertTrue(is_palindrome("Never odd or even"))

    def test_missing(self):
        self.assertEqual(handler({"id": "1", "input": {}}), {"error": "no text"})


if __name__ == "__main__":
    unittest.main()
