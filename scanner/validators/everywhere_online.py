"""What names a person on the net as written → whether it names one: handles, identifiers in URLs, disguised e-mail."""

import re

import phonenumbers

from scanner.validators.email import is_email
from scanner.validators.written import fold_width

_WORD_AT = r"\s?[\[({（【<]\s?(?:at|AT|At|@|艾特|ät)\s?[\])}）】>]\s?|\s(?:at|AT|At)\s|\s?(?:艾特|小老鼠)\s?|[#＃]"
_WORD_DOT = r"\s?[\[({（【<]\s?(?:dot|DOT|Dot|punkt|\.|。|点|點)\s?[\])}）】>]\s?|\s(?:dot|DOT|Dot)\s|\s?[点點]\s?|。"
_AT = re.compile(_WORD_AT)
_DOT = re.compile(_WORD_DOT)
_COMMON_LAST = frozenset(
    (
        *("com", "org", "net", "edu", "gov", "info", "biz", "mil", "int", "name", "pro", "app", "dev", "online", "xyz"),
        *("top", "club", "site", "shop", "email", "berlin", "cat", "asia", "museum", "science", "tech", "cloud", "eu"),
    )
)
_NOT_HANDLES = frozenset(
    (
        *(
            "intent",
            "share",
            "sharer",
            "home",
            "search",
            "hashtag",
            "login",
            "signup",
            "about",
            "help",
            "privacy",
            "terms",
        ),
        *("settings", "explore", "legal", "policies", "policy", "accounts", "account", "dialog", "plugins", "pages"),
        *(
            "groups",
            "events",
            "watch",
            "marketplace",
            "gaming",
            "profile",
            "people",
            "public",
            "stories",
            "reel",
            "reels",
        ),
        *(
            "tv",
            "p",
            "i",
            "js",
            "widgets",
            "embed",
            "status",
            "statuses",
            "photo",
            "photos",
            "video",
            "videos",
            "notes",
        ),
        *(
            "media",
            "import",
            "font-face",
            "charset",
            "keyframes",
            "param",
            "return",
            "see",
            "since",
            "author",
            "override",
        ),
        *("joinchat", "addstickers", "proxy", "socks", "iv", "messages", "notifications", "username", "your_username"),
        *("yourusername", "yourname", "handle", "user", "here", "everyone", "all", "channel", "twitter", "instagram"),
        *(
            "facebook",
            "weibo",
            "telegram",
            "tiktok",
            "and",
            "the",
            "for",
            "you",
            "jobs",
            "directory",
            "download",
            "business",
        ),
        *(
            "developers",
            "ads",
            "share.php",
            "sharer.php",
            "home.php",
            "profile.php",
            "login.php",
            "tr",
            "l.php",
            "feed",
        ),
    )
)
"""First path segments of the networks' own pages, at-rules of CSS, tags of doc comments, and fillers."""
_PLACEHOLDER = re.compile(
    r"(?i)(?:your|my|some|the)[_-]?.*|x{3,}|.*(?:example|placeholder|undefined).*|null|none|true|false|[{$<\[].*|%[sd].*|.*[{}<>$].*"
)
_FEWEST_DISTINCT_SIGNS = 3


def is_disguised_email(text: str) -> bool:
    """Tell whether the text, its words for @ and . put back, is an address whose last label is in common use.

    `name at host dot com` stands in prose too, so the last label must be a country's or one of the frequent ones.
    """
    parts = _AT.split(fold_width(text), maxsplit=1)
    if len(parts) != 2:  # noqa: PLR2004  # local part and domain
        return False
    address = "@".join(_DOT.sub(".", part) for part in parts)
    last = address.rpartition(".")[2].lower()
    return (last in _COMMON_LAST or last.upper() in phonenumbers.SUPPORTED_REGIONS or last == "uk") and is_email(
        address
    )


def is_social_handle(text: str) -> bool:
    """Tell whether the text is a handle: not one of the networks' own pages, not an at-rule, not a filler."""
    handle = text.lstrip("@＠").lower().strip("._-")
    return len(handle) > 1 and handle not in _NOT_HANDLES and not handle.startswith(("share", "intent"))


def is_url_identifier(text: str) -> bool:
    """Tell whether the value of a URL's parameter can name a person: no placeholder, no filler."""
    return len(set(text)) >= _FEWEST_DISTINCT_SIGNS and not _PLACEHOLDER.fullmatch(text)


def is_bic(text: str) -> bool:
    """Tell whether the text is a business identifier code: ISO 9362, a country of ISO 3166-1 in the fifth place.

    Test codes (0 in the eighth place) are refused.
    """
    code = fold_width(text).replace(" ", "").upper()
    if not re.fullmatch("[A-Z]{6}[A-Z2-9][A-NP-Z1-9](?:[A-Z0-9]{3})?", code):
        return False
    return code[4:6] in phonenumbers.SUPPORTED_REGIONS
