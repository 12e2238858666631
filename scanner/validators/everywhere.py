"""A number as written → whether it can be one of the whole world: devices, vehicles, coins, places."""

from collections.abc import Callable

from scanner.validators.email import is_example_email
from scanner.validators.everywhere_coins import (
    is_bitcoin_address,
    is_dogecoin_address,
    is_ethereum_address,
    is_litecoin_address,
    is_plain_ethereum_address,
    is_tron_address,
)
from scanner.validators.everywhere_devices import is_imei, is_imsi, is_mac_address, is_vin
from scanner.validators.everywhere_online import is_bic, is_disguised_email, is_social_handle, is_url_identifier
from scanner.validators.everywhere_places import are_coordinates, are_decimal_coordinates, is_birth_date
from scanner.validators.network import is_documentation_address, is_private_ipv4

EVERYWHERE: dict[str, Callable[[str], bool]] = {
    "bic": is_bic,
    "birth-date": is_birth_date,
    "bitcoin-address": is_bitcoin_address,
    "coordinates": are_coordinates,
    "decimal-coordinates": are_decimal_coordinates,
    "disguised-email": is_disguised_email,
    "documentation-address": is_documentation_address,
    "dogecoin-address": is_dogecoin_address,
    "ethereum-address": is_ethereum_address,
    "example-email": is_example_email,
    "imei": is_imei,
    "imsi": is_imsi,
    "litecoin-address": is_litecoin_address,
    "mac-address": is_mac_address,
    "plain-ethereum-address": is_plain_ethereum_address,
    "private-ipv4": is_private_ipv4,
    "social-handle": is_social_handle,
    "tron-address": is_tron_address,
    "url-identifier": is_url_identifier,
    "vin": is_vin,
}
