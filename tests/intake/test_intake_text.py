import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.errors import InputError
from vedette.intake import identity, normalise
from vedette.intake.decode import declared_charset, decode
from vedette.intake.language import unreadable

ENGLISH = "The mission said on Monday that its soldiers had closed the bridge after a clash in which two were hurt. "
SERBIAN = "Misija je u ponedeljak saopštila da su vojnici zatvorili most posle sukoba u kojem su povređene dve osobe. "
GERMAN = "Die Mission teilte am Montag mit, dass ihre Soldaten die Brücke nach einem Zusammenstoß gesperrt haben. "
CYRILLIC = "Мисија је у понедељак саопштила да су војници затворили мост после сукоба."


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert not set(once) & set("\r\u00a0\u00ad\u200b\ufeff\0")
    assert once == once.strip()


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("Troops\r\nmoved\rnorth", "Troops\nmoved\nnorth"),
        ("4\u202f511\u00a0troops", "4 511 troops"),
        ("demon\u00adstrators", "demonstrators"),
        ("\ufeffBridge\u200b closed \t\n\n\n\n\nPolice", "Bridge closed\n\nPolice"),
        ("Zvec\u030can", "Zvečan"),
        ("\u202eevil\u202c text\u200f", "evil text"),
    ],
)
def test_the_same_words_have_one_form(raw: str, plain: str) -> None:
    assert normalise(raw) == plain


def test_identity_is_the_hash_of_the_normalised_text() -> None:
    assert identity(normalise("Bridge\u00a0closed\r\n")) == identity("Bridge closed")
    assert identity("Bridge closed") != identity("Bridge open")
    assert len(identity("x")) == 64


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp1250"]
)
def test_encodings_of_european_news(encoding: str) -> None:
    text = "Police said “nobody” was hurt near the café – a spokesman spoke of 30 € in damage and of tear gas. " * 4
    assert decode(text.encode(encoding)) == text


def test_a_page_names_its_own_encoding() -> None:
    page = '<html><head><meta charset="windows-1250"></head><body>Zvečan, Leposavić</body></html>'.encode("cp1250")
    assert declared_charset(page) == "windows-1250"
    assert "Zvečan, Leposavić" in decode(page, declared=declared_charset(page))
    assert "Zve" in decode(page, declared="no-such-encoding")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"text with a \0 in it", "binary"),
        (bytes(range(32)) * 9, "binary"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        (b"half a character: \xed\xa0\x80.", "lone surrogates"),
        (b"\xff\xfe\x00\xd8", "undecodable"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        decode(data)


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = decode(data)
    except InputError:
        return
    assert isinstance(text, str)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH * 3, None),
        (SERBIAN * 3, "sr/hr/bs/me"),
        (CYRILLIC * 2, "sr/hr/bs/me"),
        (GERMAN * 4, "de"),
        ("Most zatvoren", None),
        ("Zvečan, Leposavić, Zubin Potok", None),
        ("Jarinje Brnjak Merdare Raška Novi Pazar Tutin Kopaonik Leposavić " * 6, None),
        (ENGLISH * 3 + SERBIAN, None),
        ("12 34 56 78 !!! ???", None),
    ],
)
def test_only_what_is_surely_not_english_is_refused(text: str, language: str | None) -> None:
    assert unreadable(text) == language
