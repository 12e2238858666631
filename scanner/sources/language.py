"""Language as a corpus names it → ISO 639-1 code."""

_CODES = {
    **dict.fromkeys(("chinese", "mandarin", "zho", "chi", "cmn", "yue", "simplified", "traditional"), "zh"),
    **dict.fromkeys(("english", "eng"), "en"),
    **dict.fromkeys(("german", "deu", "ger"), "de"),
    **dict.fromkeys(("french", "fra", "fre"), "fr"),
    **dict.fromkeys(("spanish", "spa"), "es"),
    **dict.fromkeys(("portuguese", "por"), "pt"),
    **dict.fromkeys(("italian", "ita"), "it"),
    **dict.fromkeys(("dutch", "nld", "dut"), "nl"),
    **dict.fromkeys(("russian", "rus"), "ru"),
    **dict.fromkeys(("japanese", "jpn"), "ja"),
    **dict.fromkeys(("korean", "kor"), "ko"),
    **dict.fromkeys(("arabic", "ara", "arb"), "ar"),
    **dict.fromkeys(("turkish", "tur"), "tr"),
    **dict.fromkeys(("polish", "pol"), "pl"),
    **dict.fromkeys(("ukrainian", "ukr"), "uk"),
    **dict.fromkeys(("vietnamese", "vie"), "vi"),
    **dict.fromkeys(("thai", "tha"), "th"),
    **dict.fromkeys(("indonesian", "ind"), "id"),
    **dict.fromkeys(("hindi", "hin"), "hi"),
    **dict.fromkeys(("persian", "farsi", "fas", "per", "pes"), "fa"),
    **dict.fromkeys(("hebrew", "heb"), "he"),
    **dict.fromkeys(("greek", "ell", "gre"), "el"),
    **dict.fromkeys(("czech", "ces", "cze"), "cs"),
    **dict.fromkeys(("swedish", "swe"), "sv"),
    **dict.fromkeys(("danish", "dan"), "da"),
    **dict.fromkeys(("norwegian", "nor", "nob"), "no"),
    **dict.fromkeys(("finnish", "fin"), "fi"),
    **dict.fromkeys(("hungarian", "hun"), "hu"),
    **dict.fromkeys(("romanian", "ron", "rum"), "ro"),
}
"""Names and ISO 639-2/3 codes of the languages most met in crawls."""
_LONGEST = 40
_TWO = 2


def parse_language(value: object) -> str | None:
    """Return the ISO 639-1 code of `en`, `zh-Hans`, `zho_Hans`, `eng` or `English`; None if it is none of these."""
    if not isinstance(value, str) or not value or len(value) > _LONGEST:
        return None
    word = value.strip().lower().replace("_", "-").partition("-")[0]
    if len(word) == _TWO and word.isascii() and word.isalpha():
        return word
    return _CODES.get(word)
