"""Where a request may go: public addresses on the ports of the web, and what the user's configuration allows besides.

The check is made on the address that is really connected to, after resolution, so that no way of writing an address
and no name that changes its answer gets past it.
"""

import ipaddress
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from vedette.errors import InputError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolve = Callable[[str, int], Iterable[str]]

PORTS = frozenset({80, 443, 8080, 8443})
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")
_LOW_BITS = 0xFFFFFFFF


def resolve(host: str, port: int) -> tuple[str, ...]:
    """The addresses of a name, in the system's order; raises `InputError` when it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise InputError(f"{host!r} cannot be resolved") from error
    return tuple(dict.fromkeys(str(row[4][0]) for row in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """Networks that the configuration opens although they are not public; any port is allowed there."""

    networks: tuple[Network, ...] = ()

    @classmethod
    def of(cls, written: Iterable[str]) -> "Allowed":
        """From `127.0.0.1` or `10.1.0.0/16`; raises `InputError` for anything else."""
        try:
            return cls(networks=tuple(ipaddress.ip_network(one, strict=False) for one in written))
        except ValueError as error:
            raise InputError(f"not an address or a network: {error}") from error

    def targets(self, host: str, port: int, *, resolve: Resolve = resolve) -> tuple[str, ...]:
        """The addresses of `host` that may be connected to; raises `InputError` when one of them is forbidden."""
        found = tuple(resolve(host.strip("[]"), port))
        for written in found:
            address = ipaddress.ip_address(written.partition("%")[0])
            if any(address in network for network in self.networks if network.version == address.version):
                continue
            if not is_public(address):
                raise InputError(f"{host} leads to {address}, which is not a public address")
            if port not in PORTS:
                raise InputError(f"port {port} is not one of the web's")
        if not found:
            raise InputError(f"{host!r} has no address")
        return found


def is_public(address: Address) -> bool:
    """Is it a unicast address of the public internet, any IPv4 address hidden in it included?"""
    inner = _inner(address)
    if inner:
        return all(map(is_public, inner))
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _inner(address: Address) -> tuple[Address, ...]:
    """The IPv4 addresses that an IPv6 address stands for: mapped, compatible, 6to4, Teredo, NAT64."""
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address.sixtofour:
        return (address.sixtofour,)
    if address.teredo:
        return address.teredo
    if address in _NAT64 or address in _COMPATIBLE:
        return (ipaddress.IPv4Address(int(address) & _LOW_BITS),)
    return ()
