"""Extensions: FHIR's, SDC's and our own, by short name; which are read, which mean nothing here, which degrade."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from intake.ask.form import OURS
from intake.ask.notes import Notes
from intake.ask.words import Text

_PREFIXES = (
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-",
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/",
    "http://hl7.org/fhir/StructureDefinition/sdc-questionnaire-",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-",
    "http://hl7.org/fhir/StructureDefinition/",
    "http://hl7.org/fhir/5.0/StructureDefinition/",
    "https://hl7.org/fhir/StructureDefinition/questionnaire-",
)

OUR = frozenset(
    "our:ask-again our:audience our:ask our:page-break our:layout our:critical our:body-map our:scale-low our:scale-high "
    "our:medicine-lists our:spoken".split()
)

READ = OUR | frozenset(
    "itemControl hidden unit unitOption unitValueSet minValue maxValue minQuantity maxQuantity maxDecimalPlaces minLength regex "
    "minOccurs maxOccurs mimeType maxSize choiceOrientation displayCategory shortText entryFormat sliderStepValue openLabel "
    "variable calculatedExpression initialExpression enableWhenExpression launchContext constraint targetConstraint usageMode "
    "instruction answerRepeats optionExclusive ordinalValue itemWeight optionPrefix translation rendering-xhtml "
    "rendering-criticalExtension sdc-rendering-criticalExtension".split()
)

DEGRADED = {
    "subQuestionnaire": ("error", "subQuestionnaire"),
    "candidateExpression": ("info", "prefill"),
    "itemPopulationContext": ("info", "prefill"),
    "itemContext": ("info", "prefill"),
    "itemExtractionContext": ("info", "notUsed"),
    "contextExpression": ("info", "prefill"),
    "cqf-calculatedValue": ("info", "prefill"),
    "cqf-library": ("info", "prefill"),
    "cqf-expression": ("warning", "dynamicText"),
    "answerExpression": ("warning", "dynamicOptions"),
    "answerOptionsToggleExpression": ("warning", "dynamicOptions"),
    "lookupQuestionnaire": ("warning", "dynamicOptions"),
    "optionalDisplay": ("info", "notUsed"),
    "itemMedia": ("warning", "media"),
    "itemAnswerMedia": ("warning", "media"),
    "signatureRequired": ("warning", "signature"),
    "referenceResource": ("info", "reference"),
    "referenceProfile": ("info", "reference"),
    "preferredTerminologyServer": ("info", "terminology"),
    "terminology-server": ("info", "terminology"),
}
"""What is left out, and how loudly it is said (reference: degradation table of SDC features)."""

_QUIET = frozenset(
    "rendering-style rendering-styleSensitive rendering-markdown choiceColumn collapsible width columnCount entryMode supportLink "
    "validationtext observationExtract observationLinkPeriod observation-extract-category templateExtract templateExtractBundle "
    "templateExtractContext templateExtractValue extractAllocateId targetStructureMap sourceStructureMap sourceQueries "
    "assemble-expectation assembledFrom assembleContext performerType endpoint isSubject keyboard shortName "
    "assembleExpectation unitOpen unitSupplementalSystem baseType definitionExtract definitionExtractValue "
    "fhirType preferredContact variableType assemblyContext artifact-versionAlgorithm approvalDate effectivePeriod "
    "structuredefinition-wg structuredefinition-fmm structuredefinition-standards-status wg fmm standards-status "
    "structuredefinition-fmm-no-warnings cqf-publicationDate artifact-topic artifact-contact resource-approvalDate "
    "resource-effectivePeriod resource-lastReviewDate artifact-author artifact-editor cqf-knowledgeCapability "
    "maxScore uncertainty extends questionnaireAdaptive "
    "extension-Questionnaire.versionAlgorithm[x] extension-Questionnaire.item.disabledDisplay".split()
)
"""Authoring, extraction, metadata and taste: nothing a patient would miss."""


@lru_cache(maxsize=2048)
def short(url: str) -> str:
    """The short name of an extension: "itemControl", "our:ask-again", or the whole address of one we do not know."""
    if url.startswith(OURS):
        return "our:" + url[len(OURS) :]
    for prefix in _PREFIXES:
        if url.startswith(prefix):
            return url[len(prefix) :]
    return url


def by_name(element: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The extensions of an element, by short name, in the order of the file."""
    found: dict[str, list[dict[str, Any]]] = {}
    for extension in element.get("extension", ()):
        found.setdefault(short(extension.get("url", "")), []).append(extension)
    return found


def note_unknown(found: Iterable[str], pointer: str, notes: Notes, seen: set[str]) -> None:
    """Say what is degraded or not known; an unknown name under our own address is an error, others are said once a form."""
    for name in found:
        if name in READ or name in _QUIET:
            continue
        if name in DEGRADED:
            severity, code = DEGRADED[name]
            getattr(notes, severity)(code, pointer, name=name)
        elif name.startswith("our:"):
            notes.error("unknownOurs", pointer, name=name[4:], known=", ".join(sorted(own[4:] for own in OUR)))
        elif name not in seen:
            seen.add(name)
            notes.info("unknownExtension", pointer, name=name[:120] or "(no url)")


def said(value: str | None, shadow: Any) -> Text:
    """An author's words and their translations (standard `translation` extension on the primitive's shadow)."""
    if not shadow:
        return Text(value) if value else _NOTHING
    others = []
    for extension in shadow.get("extension", ()):
        name = short(extension.get("url", ""))
        if name == "translation":
            parts = {part.get("url"): part for part in extension.get("extension", ())}
            language = parts.get("lang", {}).get("valueCode")
            words = _string(parts.get("content", {}))
            if language and words:
                others.append((language, words))
        elif name == "rendering-xhtml" and not value:
            value = plain(extension.get("valueString", ""))
    return Text(value or "", tuple(others))


_NOTHING = Text()


def plain(markup: str) -> str:
    """The words of an XHTML fragment, without the markup: a fall-back where an item has no plain text. Linear in its length."""
    first, *parts = markup.split("<")
    words, silent = [first], ""
    for part in parts:
        tag, closed, after = part.partition(">")
        name = tag.partition(" ")[0].lower()
        if silent:
            silent = "" if name == "/" + silent else silent
        elif name in ("style", "script"):
            silent = name
        if closed and not silent:
            words.append(after)
    return " ".join(html.unescape(" ".join(words)).split())


def flag(found: Mapping[str, list[dict[str, Any]]], name: str) -> bool:
    """A boolean extension; absent is False."""
    return name in found and found[name][0].get("valueBoolean") is True


def text(found: Mapping[str, list[dict[str, Any]]], name: str) -> Text:
    """A text extension with its translations; absent is an empty Text."""
    if name not in found:
        return _NOTHING
    extension = found[name][0]
    key = "valueString" if "valueString" in extension else "valueMarkdown"
    return said(extension.get(key), extension.get("_" + key))


def word(found: Mapping[str, list[dict[str, Any]]], name: str) -> str:
    """A code extension, given as code, coding or concept; absent is ""."""
    if name not in found:
        return ""
    extension = found[name][0]
    if "valueCode" in extension:
        return extension["valueCode"]
    codings = [extension["valueCoding"]] if "valueCoding" in extension else []
    codings += extension.get("valueCodeableConcept", {}).get("coding", ())
    return next((coding["code"] for coding in codings if coding.get("code")), "")


def number(extension: Mapping[str, Any]) -> Decimal | None:
    """The number of an extension (integer, decimal or quantity), or None."""
    for key in ("valueInteger", "valueDecimal", "valueQuantity"):
        value = extension.get(key)
        if isinstance(value, dict):
            value = value.get("value")
        if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
            return Decimal(value)
    return None


def count(found: Mapping[str, list[dict[str, Any]]], name: str) -> int | None:
    """A whole number of zero or more, or None."""
    value = number(found[name][0]) if name in found else None
    return int(value) if value is not None and value >= 0 and value == value.to_integral_value() else None


def _string(extension: Mapping[str, Any]) -> str:
    return extension.get("valueString") or extension.get("valueMarkdown") or ""
