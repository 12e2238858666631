"""The part of SARIF 2.1.0 that is written, as a closed JSON Schema: names, types and enumerations of the standard.

Written from the text of the standard (OASIS, errata 01); a key that is not in it is refused.
"""

from typing import Any

TEXT = {"type": "string", "minLength": 1}
COUNT = {"type": "integer", "minimum": 0}
GUID = {"type": "string", "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
URI = {"type": "string", "format": "uri-reference"}
BAG = {"type": "object"}


def one(required: str = "", **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": required.split(),
    }


def many(item: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": item, **more}


MESSAGE = one("text", text=TEXT)
BOTH = one("text", text=TEXT, markdown=TEXT)  # §3.12: multiformatMessageString
COMPONENT_REFERENCE = one("name guid", name=TEXT, guid=GUID)  # §3.54
DESCRIPTOR_REFERENCE = one("id index", id=TEXT, index=COUNT, toolComponent=COMPONENT_REFERENCE)  # §3.52
ARTIFACT_LOCATION = one("uri uriBaseId", uri=URI, uriBaseId=TEXT, index=COUNT)  # §3.4
PHYSICAL = one(
    "artifactLocation", artifactLocation=ARTIFACT_LOCATION, region=one("startLine", startLine={"minimum": 1})
)
LOGICAL = one("fullyQualifiedName kind", fullyQualifiedName=TEXT, kind=TEXT)
LOCATION = one("physicalLocation", physicalLocation=PHYSICAL, logicalLocations=many(LOGICAL))  # §3.28
DESCRIPTOR = one(  # §3.49
    "id",
    id=TEXT,
    name=TEXT,
    shortDescription=BOTH,
    fullDescription=BOTH,
    help=BOTH,
    defaultConfiguration=one("level", level=LEVEL),
    relationships=many(one("target kinds", target=DESCRIPTOR_REFERENCE, kinds=many({"const": "relevant"}))),
    properties=BAG,
)
COMPONENT = one(  # §3.19
    "name",
    name=TEXT,
    guid=GUID,
    fullName=TEXT,
    version=TEXT,
    shortDescription=BOTH,
    isComprehensive={"type": "boolean"},
    rules=many(DESCRIPTOR, uniqueItems=True),
    notifications=many(DESCRIPTOR, uniqueItems=True),
    taxa=many(DESCRIPTOR, uniqueItems=True),
    supportedTaxonomies=many(COMPONENT_REFERENCE, uniqueItems=True),
)
NOTIFICATION = one(  # §3.58
    "descriptor level message", descriptor=DESCRIPTOR_REFERENCE, level=LEVEL, message=MESSAGE, locations=many(LOCATION)
)
INVOCATION = one(  # §3.20
    "executionSuccessful exitCode",
    executionSuccessful={"type": "boolean"},
    exitCode={"type": "integer"},
    exitCodeDescription=TEXT,
    toolExecutionNotifications=many(NOTIFICATION),
)
RESULT = one(  # §3.27
    "ruleId ruleIndex level kind message locations partialFingerprints",
    ruleId=TEXT,
    ruleIndex=COUNT,
    level=LEVEL,
    kind={"const": "fail"},  # §3.27.10: any other kind has the level none
    message=MESSAGE,
    analysisTarget=ARTIFACT_LOCATION,
    locations=many(LOCATION, minItems=1),
    occurrenceCount={"type": "integer", "minimum": 1},
    partialFingerprints={"type": "object", "additionalProperties": TEXT},
    suppressions=many(  # §3.35
        one(
            "kind status",
            kind={"enum": ["inSource", "external"]},
            status={"enum": ["accepted", "underReview", "rejected"]},
            justification=TEXT,
        )
    ),
    properties=BAG,
)
RUN = one(  # §3.14
    "tool results",
    tool=one("driver", driver=COMPONENT),
    taxonomies=many(COMPONENT, uniqueItems=True),
    automationDetails=one("id", id=TEXT),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    originalUriBaseIds={"type": "object", "additionalProperties": one(description=MESSAGE)},
    artifacts=many(
        one("location", location=ARTIFACT_LOCATION, length=COUNT, hashes={"type": "object"}), uniqueItems=True
    ),
    invocations=many(INVOCATION),
    results=many(RESULT),
    properties=BAG,
)
LOG = one("version runs", **{"$schema": URI}, version={"const": "2.1.0"}, runs=many(RUN, maxItems=20))
