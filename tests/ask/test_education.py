"""Education: which topics for which reasons, in every language, and what a wrong file is told."""

from __future__ import annotations

import pytest

from intake.ask.education import load_education
from intake.ask.errors import PackError
from intake.ask.pack import PACKS, load_pack
from intake.ask.phrases import Phrases

EVERYONE = ["what", "day", "how-long", "hope", "brands", "watch"]
TOPICS = [
    ((), EVERYONE),
    (("other",), EVERYONE),
    (("migraine",), ["what", "day", "how-long", "hope", "migraine", "brands", "watch"]),
    (("neck",), ["what", "day", "how-long", "hope", "neck", "brands", "watch"]),
    (("spasticity",), ["what", "day", "how-long", "hope", "spasticity", "brands", "watch"]),
    (("back",), ["what", "day", "how-long", "hope", "back", "brands", "watch"]),
    (("knee",), ["what", "day", "how-long", "hope", "lpos", "lpos-study", "brands", "watch"]),
    (("knee", "migraine"), ["what", "day", "how-long", "hope", "migraine", "lpos", "lpos-study", "brands", "watch"]),
    (("migraine", "none"), ["what", "day", "how-long", "hope", "migraine", "brands", "watch"]),
]


@pytest.fixture(scope="module")
def pack():
    return load_pack(PACKS / "botulinum")


@pytest.mark.parametrize(("reasons", "keys"), TOPICS)
def test_the_topics_of_a_visit(pack, reasons, keys):
    assert [topic.key for topic in pack.education.about(reasons)] == keys


def test_every_reason_a_topic_names_is_one_of_the_form(pack):
    known = {option.code for option in pack.form.item("condition").options}
    assert set().union(*(topic.conditions for topic in pack.education.topics)) <= known


def test_what_calls_for_help_is_the_last_topic_and_the_only_alert(pack):
    assert [topic.key for topic in pack.education.topics if topic.alert] == ["watch"] == [pack.education.topics[-1].key]


@pytest.mark.parametrize("tag", ["fr-CA", "es"])
def test_every_word_is_said_in_every_language(pack, tag):
    learn = pack.education
    said = [learn.title, learn.end, *(text for topic in learn.topics for text in (topic.title, *topic.lines))]
    assert [text.source for text in said if not text.said_in(tag) or text.say(tag) == text.source] == []


def test_the_texts_say_when_they_were_checked(pack):
    assert pack.education.version and pack.education.checked_on == "2026-11-20"


@pytest.mark.parametrize("wrong", ["lines = []", 'lines = ["a"]\nsurce = "x"', 'lines = ["a"]\nconditions = ["Two Words"]'])
def test_a_wrong_topic_is_told_with_its_file(tmp_path, wrong):
    file = tmp_path / "education.toml"
    file.write_text(f'version = "1"\nchecked_on = "2026-11-20"\ntitle = "T"\nend = "E"\n[[topic]]\nkey = "a"\ntitle = "A"\nsource = "s"\n{wrong}\n')
    with pytest.raises(PackError) as refused:
        load_education(file, Phrases())
    assert all(fault.file == str(file) for fault in refused.value.faults)
