"""Every error of the program, drawn as a tree; each leaf has one exit code.

ScannerError
├── UsageError         2  words on the command line that make no sense together
├── ConfigError        2  a configuration file, or a value in it
├── RuleError          2  rule files: all faults of all files at once
├── PolicyError        2  a policy file: all its faults at once
├── RegisterError      2  a source register: all its faults at once
├── OutputError        2  the output folder cannot be used
├── ModelError         2  a named spaCy pipeline cannot be had
├── ExtraError         2  an extra of the package is needed and not installed
├── EngineError        2  machines that cannot be reached, or not be used for a scan
├── MergeError         2  reports that must not be added up
└── NothingToScanError 3  the paths hold no shard at all

A fault of the *data* is never an exception: it is counted and reaches the report and the verdict.
"""


class ScannerError(Exception):
    """Base of the tree; its message is written for the person who must act."""

    exit_code = 2


class UsageError(ScannerError):
    """Command line words that make no sense together."""


class ConfigError(ScannerError):
    """A configuration file, or a value in it."""


class RuleError(ScannerError):
    """Rule files that cannot be used."""


class PolicyError(ScannerError):
    """A policy file that cannot be used."""


class RegisterError(ScannerError):
    """A source register that cannot be used."""


class OutputError(ScannerError):
    """An output folder that cannot be used."""


class ModelError(ScannerError):
    """A named spaCy pipeline that cannot be had."""


class ExtraError(ScannerError):
    """An extra of the package that is needed and not installed."""


class EngineError(ScannerError):
    """Machines for a scan that cannot be reached, or that lack what a scan needs."""


class MergeError(ScannerError):
    """Reports that must not be added up."""


class NothingToScanError(ScannerError):
    """Paths that hold no shard at all."""

    exit_code = 3
