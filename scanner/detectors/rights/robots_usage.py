"""Readings of a robots.txt → for an agent, the lines that say what may be done with what was fetched.

They stand in groups as path rules do (Content Signals; draft-ietf-aipref-attach; RSL 1.0) and follow the same choice of
groups. A Content-Usage line is a rule to those who know it, and ends the naming of agents as rules do. An RSL `License`
line may also speak for the whole file: before the first group by the standard, and, as many files have it, set off
behind the last rule of a group, where readers disagree.
"""

from collections.abc import Sequence

from scanner.detectors.rights.robots_groups import Note, Reading
from scanner.detectors.rights.robots_lines import Kind, Record

LICENSE, CONTENT_USAGE = "license", "content-usage"


def notes_of(readings: Sequence[Reading], selected: Sequence[str], loose: Sequence[Note]) -> tuple[Note, ...]:
    """Return the notes for the tokens selected in each reading, by line: `ambiguous` is what the standard has not."""
    notes: dict[int, Note] = {}
    for number, (reading, token) in enumerate(zip(readings, selected, strict=True)):
        for record in reading.usages_of(token) if token else ():
            if record.label != CONTENT_USAGE:
                notes.setdefault(record.line, Note(record.line, record.label, record.value, (token,), number > 0))
    if not any(note.label == LICENSE for note in notes.values()):  # a group's own licence stands before the file's
        notes |= {note.line: note for note in loose}
    return tuple(notes[line] for line in sorted(notes))


def usage_notes(reading: Reading, token: str) -> tuple[Note, ...]:
    """Return the Content-Usage lines for a token of the reading that takes them for rules."""
    records = reading.usages_of(token) if token else ()
    return tuple(
        Note(record.line, record.label, record.value, (token,), ambiguous=False)
        for record in records
        if record.label == CONTENT_USAGE
    )


def loose_notes(records: Sequence[Record]) -> tuple[Note, ...]:
    """Return the licences of the whole file: in no group, or set off from one with no rule behind."""
    ends_group = _group_ends(records)
    loose: list[Note] = []
    in_group = set_off = False
    last: Record | None = None
    for place, record in enumerate(records):
        if last is not None and record.line - last.line > 1:
            set_off = True
        elif last is None or last.label != LICENSE:  # licences in a row are set off together
            set_off = False
        if record.label == LICENSE and (not in_group or (set_off and ends_group[place])):
            loose.append(Note(record.line, record.label, record.value, (), in_group))
        in_group = in_group or record.kind is Kind.AGENT
        last = record
    return tuple(loose)


def _group_ends(records: Sequence[Record]) -> list[bool]:
    """Return for each record whether no path rule comes between it and the next group or the file's end."""
    ends, end = [], True
    for record in reversed(records):
        ends.append(end)
        end = record.kind is Kind.AGENT or (end and record.kind is Kind.OTHER)
    return ends[::-1]
