"""Text as a lenient parser gives it → text that every encoding can hold."""


def scrub(text: str) -> str:
    """Return text in which lone surrogates are U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
