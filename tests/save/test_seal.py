"""Sealed bytes come back as they were or not at all."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.save.seal import BLOCK, LIMIT, MAGIC, SealError, canonical, precheck, seal, unseal, unseal_data

leaf = st.none() | st.booleans() | st.integers() | st.text(max_size=20)
plain = leaf | st.lists(leaf, max_size=4) | st.dictionaries(st.text(max_size=5), leaf, max_size=4)


@given(st.binary(max_size=10_000))
def test_any_bytes_come_back(data):
    sealed = seal(data)
    assert unseal(sealed) == data and len(sealed) % BLOCK == 0


@given(st.dictionaries(st.text(max_size=5), plain, max_size=5))
def test_any_data_comes_back(data):
    assert unseal_data(seal(data)) == data


def test_the_length_tells_little():
    assert len(seal({"a": "x"})) == len(seal({"a": "x" * 3000})) == BLOCK


@given(st.integers(0, 2 * BLOCK - 1), st.integers(1, 255))
def test_a_changed_byte_is_never_other_data(place, change):
    data = b"patient words " * 300
    sealed = bytearray(seal(data))
    sealed[place % len(sealed)] ^= change
    with pytest.raises(SealError):
        unseal(bytes(sealed))


@given(st.integers(0, 2 * BLOCK))
def test_a_cut_file_is_never_other_data(length):
    sealed = seal(b"patient words " * 400)
    if length < len(sealed):
        with pytest.raises(SealError):
            unseal(sealed[:length])


@pytest.mark.parametrize("hostile", [b"", b"\n", b"INTAKE", b"{}", MAGIC, MAGIC + b"9" * 40 + b"\n", MAGIC + b"5" * 4000, b"%PDF-1.7" + b"x" * 5000, "INTAKE-PLAIN 1 ² abc\n".encode() * 99, b"x" * 70_000])
def test_what_is_not_ours_is_refused_by_name(hostile):
    with pytest.raises(SealError) as refused:
        unseal(hostile)
    assert refused.value.key in ("seal.notOurs", "seal.damaged") and "x" * 9 not in str(refused.value)


def test_too_long_is_refused_before_work():
    with pytest.raises(SealError, match="tooLong"):
        precheck(b"x" * (LIMIT + BLOCK + 1))
    with pytest.raises(SealError, match="tooLong"):
        seal(b"x" * LIMIT)


def test_canonical_json_is_sorted_compact_utf8():
    assert canonical({"b": 1, "a": ["é", True, None]}) == '{"a":["é",true,null],"b":1}'.encode()


def test_half_an_emoji_is_mended_and_two_halves_are_joined():
    assert json.loads(canonical({"a": "x\ud83d"})) == {"a": "x�"}
    assert json.loads(canonical({"a": "\ud83d\ude00"})) == {"a": "😀"}
