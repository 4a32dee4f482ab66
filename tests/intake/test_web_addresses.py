"""Where a request may go: three hundred ways of writing a forbidden address, and none of them gets through."""

import ipaddress
import socket
from itertools import product

import pytest
from tests.intake.web_server import page, serving

from vedette.errors import InputError
from vedette.intake.web.addresses import Allowed, is_public
from vedette.intake.web.fetch import Caps, Fetcher

FORBIDDEN = [
    "127.0.0.1", "127.8.9.1", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.254", "192.168.1.1",
    "169.254.169.254", "169.254.0.1", "100.64.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1", "192.0.0.170",
    "198.18.0.1", "240.0.0.1",
]  # fmt: skip
INSIDE = ["::ffff:{}", "64:ff9b::{}", "::{}", "2002:{hex}::", "2001:0:{hex}::", "fe80::{}", "fc00::{}", "ff02::{}"]


def forms(address: str) -> list[str]:
    """Ways of writing one IPv4 address."""
    number = int(ipaddress.IPv4Address(address))
    parts = [int(part) for part in address.split(".")]
    return [
        address,
        str(number),
        hex(number),
        f"0{number:o}",
        ".".join(hex(part) for part in parts),
        ".".join(f"0{part:o}" for part in parts),
        f"{parts[0]}.{(parts[1] << 16) | (parts[2] << 8) | parts[3]}",
        f"{parts[0]}.{parts[1]}.{(parts[2] << 8) | parts[3]}",
        address + ".",
        "".join(chr(0xFF10 + int(c)) if c.isdigit() else c for c in address),
        address.replace(".", "\u3002"),
    ]


def inside(address: str) -> list[str]:
    """IPv6 addresses that stand for, or lie beside, one IPv4 address."""
    word = f"{int(ipaddress.IPv4Address(address)):08x}"
    return [f"[{form.format(address, hex=f'{word[:4]}:{word[4:]}')}]" for form in INSIDE]


HOSTS = [host for address in FORBIDDEN for host in (*forms(address), *inside(address))] + ["localhost", "LOCALHOST."]


@pytest.fixture
def no_connection(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every attempt to connect is written down instead."""
    made: list[object] = []

    def connect(address: object, *args: object, **kwargs: object) -> socket.socket:
        made.append(address)
        raise OSError("no connection in this test")

    monkeypatch.setattr(socket, "create_connection", connect)
    return made


def test_no_way_of_writing_a_forbidden_address_is_connected_to(no_connection: list[object]) -> None:
    assert len(HOSTS) >= 300
    with Fetcher(caps=Caps(pause=0)) as fetcher:
        for host, scheme in product(HOSTS, ("http", "https")):
            assert fetcher.get(f"{scheme}://{host}/").outcome == "refused"
    assert no_connection == []


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/", "file:///etc/passwd", "gopher://example.org/", "http:///", "http://",
        "javascript:alert(1)",
        "http://name:secret@example.org/", "//example.org/", "http://[::1", "http://exa mple.org/", "http://\x00/",
    ],
)  # fmt: skip
def test_other_schemes_and_broken_addresses_are_refused(url: str, no_connection: list[object]) -> None:
    with Fetcher(resolve=lambda host, port: ("93.184.216.34",), caps=Caps(pause=0)) as fetcher:
        assert fetcher.get(url).outcome == "refused"
    assert no_connection == []


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest/", "http://10.0.0.1/", "http://[::1]:80/", "file:///etc/passwd"]
)
def test_a_redirect_is_checked_like_the_first_address(target: str) -> None:
    fetcher = Fetcher(allowed=Allowed.of(["127.0.0.1"]), caps=Caps(pause=0))
    with serving({"/go": page(b"", 302, location=target)}) as (base, _), fetcher:
        found = fetcher.get(f"{base}/go")
    assert found.outcome == "refused"
    assert found.reason


def test_a_name_with_one_forbidden_address_is_refused_whole(no_connection: list[object]) -> None:
    with Fetcher(resolve=lambda host, port: ("93.184.216.34", "127.0.0.1"), caps=Caps(pause=0)) as fetcher:
        assert "not a public address" in fetcher.get("http://example.org/").reason
    assert no_connection == []


def test_a_public_address_on_a_port_that_is_not_the_webs_is_refused() -> None:
    with pytest.raises(InputError, match="port 22"):
        Allowed().targets("example.org", 22, resolve=lambda host, port: ("93.184.216.34",))


def test_public_addresses_are_public() -> None:
    assert all(is_public(ipaddress.ip_address(one)) for one in ("93.184.216.34", "8.8.8.8", "2606:4700::1111"))


def test_what_is_no_network_is_said() -> None:
    with pytest.raises(InputError, match="not an address"):
        Allowed.of(["everywhere"])
