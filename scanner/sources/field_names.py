"""The names under which corpora keep text and what is known of it: plain data, no logic."""

MAIN_TEXT = (
    "text",
    "content",
    "raw_content",
    "body",
    "page_content",
    "document",
    "contents",
    "markdown",
    "raw_text",
    "full_text",
    "plain_text",
    "cleaned_text",
    "text_content",
    "main_text",
    "maintext",
    "article",
    "article_text",
    "passage",
    "paragraph",
    "sentence",
    "story",
    "review",
    "post",
    "selftext",
    "comment",
    "message",
    "transcript",
    "caption",
    "abstract",
    "code",
    "source_code",
)
"""A row with one of these that is neither text nor empty cannot be read."""
OTHER_TEXT = (
    "title",
    "headline",
    "subtitle",
    "summary",
    "description",
    "system",
    "system_prompt",
    "instruction",
    "input",
    "context",
    "question",
    "query",
    "prompt",
    "output",
    "answer",
    "response",
    "completion",
    "chosen",
    "rejected",
    "messages",
    "conversations",
    "conversation",
    "dialogue",
    "dialog",
    "history",
    "turns",
)
"""Instruction and chat layouts, and what stands beside a text."""
HTML_TEXT = ("html", "raw_html", "html_content", "page_html")
CONTAINERS = ("data", "doc", "document", "article", "post", "page", "message", "record", "row", "payload", "_source")
"""Objects in which a whole row may be wrapped."""
ROLE_TEXT = ("content", "value", "text")
"""Where a chat message keeps its text."""
WRAPPERS = ("", "metadata", "meta", "data", "doc", "_source")
"""Where facts about a row are kept, the row itself first."""
URL = ("url", "source_url", "page_url", "target_uri", "warc-target-uri", "link", "uri", "canonical_url")
HEADED_URL = ("warc_headers.WARC-Target-URI", "warc_headers.warc-target-uri", "WARC-Target-URI")
DATE = (
    "date_download",
    "fetch_time",
    "crawl_date",
    "crawl_timestamp",
    "crawl_time",
    "warc_date",
    "fetched_at",
    "download_date",
    "timestamp",
    "date",
    "created",
    "added",
)
"""The moment of the crawl first: rights are judged by it."""
HEADED_DATE = ("warc_headers.WARC-Date", "warc_headers.warc-date", "WARC-Date")
LANGUAGE = ("language", "lang", "language_code")
LICENSE = (
    "license",
    "licence",
    "licenses",
    "license_name",
    "license_expression",
    "detected_licenses",
    "repo_license",
    "repo_licenses",
    "max_stars_repo_licenses",
    "max_issues_repo_licenses",
    "max_forks_repo_licenses",
    "gha_license_id",
    "license_type",
)
"""What a file itself was found to be under stands before what its repository declares, and a bare class comes last."""
LICENSE_PARTS = ("spdx_id", "id", "url", "name")
HEADERS = ("http_headers", "response_headers", "headers")
