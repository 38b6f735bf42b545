"""Grade: how many years of school a sentence asks for, measured by textstat (the extra `author`), in English, French and Spanish.

English: Flesch-Kincaid grade (Kincaid et al. 1975), syllables by the CMU dictionary. French: Kandel and Moles (1958); Spanish: Fernández
Huerta (Consigna 214, 1959). Both fit Flesch's reading ease to their language, so that a text has the score of its English original, and both
read the score by school years (Huerta's table calls 70 to 80 grade 6). Those tables are for whole pages, whose sentences are long; so that one
sentence is measured alike in every language, its score and its length give the grade by Flesch and Kincaid's own formulas: what differs is
the syllables a word, and those the score already holds. French and Spanish syllables are pyphen's hyphenation points, rather too few than
too many. An estimate from lengths, never a test with people.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from typing import Any

from intake.ask.plainwords.said import sentences, words_of

MOST = 6.0
"""The grade a patient's text may have (dossier 1.1)."""
SHORT = 6
"""Words from which a sentence is measured: below, one long name decides alone (dossier 10.2 measures from 6 words too)."""
LANGUAGES = ("en", "fr", "es")

_INVERTED = re.compile(r"-(?:t-)?(?=(?:je|tu|il|elle|on|nous|vous|ils|elles|ce)\b)", re.IGNORECASE)
"""French writes a question's verb and its subject with a hyphen; they are two words."""
_EASE = {"fr": (207.0, 1.015), "es": (206.84, 1.02)}
"""What the reading ease of a language begins with, and what each word of a sentence takes off (textstat uses the same)."""


def can_measure() -> bool:
    """Whether textstat is there."""
    return find_spec("textstat") is not None


def hardest(words: str, language: str) -> tuple[float, str]:
    """(grade, sentence) of the hardest sentence of six or more words; (0, "") where there is none or the language is not measured."""
    base = language.partition("-")[0]
    if base not in LANGUAGES:
        return 0.0, ""
    measured = ((grade(sentence, base), sentence) for sentence in sentences(words) if len(words_of(sentence)) >= SHORT)
    return max(measured, default=(0.0, ""), key=lambda found: found[0])


def grade(sentence: str, language: str = "en") -> float:
    """The school grade of one sentence; 0.0 or more. Needs textstat."""
    plain = " ".join(words_of(sentence)).replace("’", "'")  # one sentence, whatever stops stand in it
    if language == "fr":
        plain = _INVERTED.sub(" ", plain)
    meter = _meter(language)
    if language in _EASE:
        ease = meter.flesch_reading_ease(plain) if language == "fr" else meter.fernandez_huerta(plain)
        return _as_kincaid(ease, meter.lexicon_count(plain), *_EASE[language])
    return max(0.0, round(meter.flesch_kincaid_grade(plain), 1))


def _as_kincaid(ease: float, count: int, whole: float, per_word: float) -> float:
    """The Flesch-Kincaid grade of an English sentence with this reading ease and so many words."""
    syllables = (whole - per_word * count - ease) / 84.6
    return max(0.0, round(0.39 * count + 11.8 * syllables - 15.59, 1))


@cache
def _meter(language: str) -> Any:
    from textstat.textstat import textstatistics  # an extra: a clinic's machine does without

    meter = textstatistics()
    meter.set_lang({"en": "en_US"}.get(language, language))
    return meter
