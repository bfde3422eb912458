"""Which statement did the person mean?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import KbError, NotFound, UsageError
from kb.hall.addresses import resolve
from kb.model import Address

KNOWN = frozenset({"alpha/f1", "alpha/f2", "beta/f1", "f2/de", "beta/r10"})
VERSION = "0123456789ab"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("alpha/f1", Address("alpha", "f1")),
        ("alpha/f1/fi", Address("alpha", "f1", "fi")),
        (f"alpha/f1/fi@{VERSION}", Address("alpha", "f1", "fi", VERSION)),
        ("r10", Address("beta", "r10")),
        ("r10/fi", Address("beta", "r10", "fi")),
        (f"r10/fi@{VERSION}", Address("beta", "r10", "fi", VERSION)),
        ("f2/fi", Address("alpha", "f2", "fi")),
        ("f2/de", Address("f2", "de")),
        ("f2", Address("alpha", "f2")),
        ("http://127.0.0.1:8000/fr/alpha/f1", Address("alpha", "f1", "fr")),
        ("https://example.org/base/fr/alpha/f1/?q=x#top", Address("alpha", "f1", "fr")),
        ("/fr/alpha/f1", Address("alpha", "f1", "fr")),
        (f"/fr/alpha/f1@{VERSION}", Address("alpha", "f1", "fr", VERSION)),
    ],
)
def test_a_statement_is_named_by_address_by_id_alone_or_by_url(text: str, address: Address) -> None:
    """What is unambiguous may be shortened; a whole address wins over a shortened one."""
    assert resolve(text, KNOWN) == address


@pytest.mark.parametrize(
    ("text", "error", "code", "hint"),
    [
        ("f1", UsageError, "ambiguous-id", "name one of them: alpha/f1, beta/f1"),
        ("f1/de", UsageError, "ambiguous-id", "name one of them: alpha/f1, beta/f1"),
        ("r1", NotFound, "no-such-address", "did you mean “r10”?"),
        ("zzz", NotFound, "no-such-address", "to see them: kb list statements"),
        ("alpha/f3", NotFound, "no-such-address", "did you mean “alpha/f2”?"),
        ("gamma/q9/fi", NotFound, "no-such-address", "to see them: kb list statements"),
        ("", UsageError, "not-an-address", None),
        ("alpha/f1/xx", UsageError, "not-an-address", None),
        (f"f2@{VERSION}", UsageError, "not-an-address", None),
        ("alpha/f1/de@12", UsageError, "not-an-address", None),
        ("../alpha", UsageError, "not-an-address", None),
        ("http://example.org/", UsageError, "not-an-address", "it ends in /LANGUAGE/SOURCE/ID"),
        ("http://example.org/xx/alpha/f1", UsageError, "not-an-address", "it ends in /LANGUAGE/SOURCE/ID"),
        ("/fr/../f1", UsageError, "not-an-address", "it ends in /LANGUAGE/SOURCE/ID"),
        ("/fr/alpha/f9", NotFound, "no-such-address", "did you mean “alpha/f2”?"),
    ],
)
def test_what_names_no_statement_is_refused_with_a_way_out(
    text: str, error: type[KbError], code: str, hint: str | None
) -> None:
    """Nothing is guessed: the nearest is named, or those it may be."""
    with pytest.raises(error) as caught:
        resolve(text, KNOWN)
    assert caught.value.code == code
    assert caught.value.hint is not None
    assert hint is None or str(caught.value.hint) == hint


def test_of_many_possible_statements_a_few_are_named() -> None:
    """A hint is one line."""
    with pytest.raises(UsageError) as caught:
        resolve("f1", [f"s{number}/f1" for number in range(9)])
    assert str(caught.value.hint) == "name one of them: s0/f1, s1/f1, s2/f1, s3/f1, s4/f1"


@given(
    st.text(max_size=40)
    | st.from_regex(r"(https?://[a-z.]+)?(/?[a-z0-9.]{0,4}){0,4}(@[0-9a-f]{0,13})?", fullmatch=True)
)
def test_whatever_is_typed_is_a_known_statement_or_an_error_of_ours(text: str) -> None:
    """No input escapes."""
    try:
        assert resolve(text, KNOWN).statement in KNOWN
    except (NotFound, UsageError) as error:
        assert str(error)  # noqa: PT017 - either way is right
