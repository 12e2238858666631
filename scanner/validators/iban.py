"""An account number as written → whether it is an IBAN (ISO 13616-1)."""

from stdnum import iban

from scanner.validators.written import alphanumerics_of


def is_iban(text: str) -> bool:
    """Tell whether the text is an IBAN: registered country and length, MOD 97-10, national check where there is one."""
    return bool(iban.is_valid(alphanumerics_of(text)))
