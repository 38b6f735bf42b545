"""Wording: double negatives, two questions in one, and words that the list of jargon has a plainer one for."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from intake.ask.plainwords.said import sentences
from intake.ask.words import ASSETS

JARGON = ASSETS / "plain" / "jargon.csv"
"""language, word, plain: words that the CDC's Plain Language Thesaurus for Health Communications (2007) and its like call jargon."""

_NEGATIVES = {
    "en": r"\b(?:not|never|no|none|nothing|nobody|without|unless|neither|nor|cannot|hardly|unable)\b|n['’]t\b",
    "fr": r"\b(?:ne|sans|sauf)\b|\bn['’](?=\w)|\bà moins qu",
    "es": r"\b(?:no|sin|salvo)\b|\ba menos que\b",
}
_NOT_NEGATIVE = {
    "en": r"\b(?:or|and|nor)\s+(?:not|no|never|cannot)\b|\byes or no\b|\bwhether or not\b|\bnot sure\b|\bno one\b|\bno,|\bno\.\s|^\W*no\b\W*$",
    "fr": r"\b(?:ou|et)\s+(?:que?\s+)?(?:vous\s+|je\s+|il\s+|elle\s+)?(?:ne\b|n['’])|\bn['’]est-ce pas\b|\bn['’]importe\b",
    "es": r"\b(?:o|u|y|ni)\s+(?:que\s+)?no\b|\bun no\b|\bno está segur[oa]\b|\bno sé\b|\bno,|\bno\.\s|^\W*no\b\W*$",
}
"""What looks like a second no and is none: an answer's name, a turn of phrase, "cannot … or cannot". Spanish "no … nada" and French
"ne … pas" are one no each."""

_SUBJECT = r"(?:you|it|they|he|she|we|i|there|this|that|these|those|the|your|any|someone|anyone)"
_VERBS = r"(?:do|does|did|are|is|was|were|have|has|had|can|could|will|would|should|may|might)"
_AGAIN = {
    "en": rf"\b(?:and|or)\s+(?:{_VERBS}(?:n['’]t)?\s+{_SUBJECT}|how|what|when|where|which|who|why)\b",
    "fr": r"\bet\s+(?:[\w'’]+\s+){0,6}?(?:est-ce\b|comment\b|quand\b|quel(?:le)?s?\b|pourquoi\b|combien\b|que\s+vous\b|[\w-]+-(?:vous|il|elle|ils|elles|on)\b)",
    "es": r"\b(?:y|e|o|u)\s+(?:¿|cómo\b|cuándo\b|dónde\b|cuáles?\b|quién\b|cuánt[oa]s?\b|qué\b)",
}
"""A second question behind "and" or "or", in the same sentence. French repeats the verb after "ou" in one question ("Fumez-vous ou
vapotez-vous?"), so only "et" counts there."""
_ASKS = {
    "en": rf"\b(?:{_VERBS}|how|what|when|where|which|who|why)\b",
    "fr": r"-(?:vous|il|elle|ils|elles|on|je|ce|t-il|t-elle)\b|\b(?:quel(?:le)?s?|qui|que|quoi|quand|où|comment|combien|pourquoi)\b",
    "es": r"\b(?:qué|cuál|cuáles|quién|cuándo|dónde|cómo|cuánt[oa]s?|por qué|es|fue|está|tiene|tuvo|ha|han|hay|le|se|puede|quiere|toma|usa|siente)\b",
}
"""What a sentence with a question mark has unless it only lists examples ("A worry, a fear of needles?")."""
_SET_APART = re.compile(r"[“«][^”»]*[”»]|\"[^\"]*\"|\d+ = [^,;.)]*")
"""An answer's name in quotes, and the legend of a scale ("0 = not hard"): their no is not one of the sentence's."""


def double_negative(words: str, language: str) -> str:
    """The first sentence that says no twice, or ""."""
    base = language.partition("-")[0]
    if base not in _NEGATIVES:
        return ""
    for sentence in sentences(words):
        plain = re.sub(_NOT_NEGATIVE[base], " ", _SET_APART.sub(" ", sentence), flags=re.IGNORECASE)
        if len(re.findall(_NEGATIVES[base], plain, re.IGNORECASE)) > 1:
            return sentence
    return ""


def two_questions(words: str, language: str) -> str:
    """Where a text asks a second time: the second sentence with a question mark, or what follows an "and" or "or"; else ""."""
    asked = [sentence for sentence in sentences(words) if sentence.rstrip("»”\") \u00a0\u202f").endswith("?")]
    base = language.partition("-")[0]
    if base in _ASKS:
        asked = [sentence for sentence in asked if re.search(_ASKS[base], sentence, re.IGNORECASE)]
    if len(asked) > 1:
        return asked[1]
    again = _AGAIN.get(base)
    for sentence in asked:
        found = re.search(again, sentence, re.IGNORECASE) if again else None
        if found:
            return sentence[found.start() :]
    return ""


def jargon_in(words: str, language: str) -> Iterator[tuple[str, str]]:
    """(word, plainer words) for each word of the list that stands in the text, once."""
    listed, pattern = _listed(language.partition("-")[0])
    if pattern is None:
        return
    for found in dict.fromkeys(match.lower() for match in pattern.findall(words)):
        yield found, listed[found]


@cache
def _listed(language: str) -> tuple[Mapping[str, str], re.Pattern[str] | None]:
    with JARGON.open(encoding="utf-8", newline="") as file:
        listed = {row["word"]: row["plain"] for row in csv.DictReader(file) if row["language"] == language}
    if not listed:
        return MappingProxyType({}), None
    one = "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))
    return MappingProxyType(listed), re.compile(rf"(?<![\w-])(?:{one})(?![\w-])", re.IGNORECASE)
