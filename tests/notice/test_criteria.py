"""Three-valued AND: a part that is not known never makes a line MET, and never hides a part that fails."""

from hypothesis import given
from hypothesis import strategies as st

from intake.ask.words import Text
from intake.hear.answers import Where
from intake.notice.criteria import Line, Part, and3, compare, met

truths = st.lists(st.sampled_from([True, False, None]), min_size=1, max_size=6)


@given(truths)
def test_and3_is_the_cautious_and(parts):
    result = and3(parts)
    assert (result is True) == all(part is True for part in parts)
    assert (result is False) == (False in parts)


@given(truths)
def test_learning_an_unknown_never_turns_a_settled_answer(parts):
    settled = and3(parts)
    for known in (True, False):
        after = and3([known if part is None else part for part in parts])
        assert settled in (None, after)


@given(truths, st.randoms())
def test_order_does_not_matter(parts, random):
    shuffled = parts.copy()
    random.shuffle(shuffled)
    assert and3(parts) == and3(shuffled)


def test_a_missing_number_is_not_known():
    assert compare(None, lambda n: n > 3) is None
    assert compare(3, lambda n: n > 3) is False
    assert compare(0, lambda n: n >= 0) is True


def test_a_line_tells_its_parts():
    a, b = Where("a"), Where("b", ("1",))
    line = met(Part(Text("first"), True, Text("20 days"), (a,)), Part(Text("second"), None, Text(), (a, b)))
    assert line == Line("UNCLEAR", line.parts)
    assert line.evidence == Text("20 days")
    assert line.because == (a, b)
    assert [part.element().status for part in line.parts] == ["met", "unclear"]
    assert Part(Text("x"), False).element().status == "not met"
