"""The shipped Questionnaire says exactly what the dictionary says: read from the JSON, compared line by line."""

import csv
import importlib.util
import json
import re
import tomllib
from pathlib import Path

import pytest

from intake.ask.pack import load_pack
from intake.hear.answersfile import read_answers_file
from intake.hear.reading import read
from intake.hear.session import visible_pages
from tests.notice.kit import visit

PACK = Path(__file__).resolve().parents[2] / "forms" / "botulinum"
OURS = "https://intake.example/fhir/StructureDefinition/"
ABOUT = tomllib.loads((PACK / "pack.toml").read_text("utf-8"))
PACK_FORM = load_pack(PACK).form
FORM = json.loads((PACK / "questionnaire.json").read_text("utf-8"))
CODES = FORM["url"] + "/codes"
STOPPERS = {"visit-id", "visit-date", "consent-understood", "identity-first-name", "identity-last-name", "identity-birth-date", "condition"}

with (PACK / "dictionary.csv").open(encoding="utf-8", newline="") as file:
    ALL_ROWS = list(csv.DictReader(file))
ROWS = {row["linkId"]: row for row in ALL_ROWS if row["module"] in ABOUT["modules"]}


def walk(items, parent="", above=()):
    for item in items:
        yield item, parent, above
        yield from walk(item.get("item", ()), item["linkId"], (*above, item))


WALK = list(walk(FORM["item"]))
ITEMS = {item["linkId"]: item for item, _, _ in WALK}
HELPS = {link.removesuffix(".help"): item for link, item in ITEMS.items() if link.endswith(".help")}
STRETCH = re.compile(r"^(.+)\.(\d+)$")
QUESTIONS = {link: item for link, item in ITEMS.items() if not link.endswith(".help") and not STRETCH.match(link)}
each_row = pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)


def extensions(item, name):
    return [one for one in item.get("extension", ()) if one["url"].rsplit("/", 1)[-1] in (name, "questionnaire-" + name, "sdc-questionnaire-" + name)]


def value(item, name):
    found = extensions(item, name)
    assert len(found) <= 1, (item["linkId"], name)
    return next((part for key, part in found[0].items() if key.startswith("value")), None) if found else None


def test_what_ships_is_what_the_dictionary_builds():
    spec = importlib.util.spec_from_file_location("botulinum_build", PACK / "build.py")
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    assert (PACK / "questionnaire.json").read_text("utf-8") == build.build(PACK)


def test_every_question_of_our_modules_is_there_once_and_nothing_else():
    links = [item["linkId"] for item, _, _ in WALK]
    assert len(links) == len(set(links))
    assert set(QUESTIONS) == set(ROWS)


def test_structural_items_are_only_help_texts_and_further_stretches_of_a_group():
    for link in ITEMS.keys() - ROWS.keys():
        if link.endswith(".help"):
            assert ROWS[link.removesuffix(".help")]["help_en"]
        else:
            assert ROWS[STRETCH.match(link)[1]]["type"] == "group"
            assert ITEMS[link]["type"] == "group"


def test_stretches_of_a_group_are_numbered_in_order_and_say_the_same():
    for link, item in ITEMS.items():
        found = STRETCH.match(link)
        if not found:
            continue
        first, number = found[1], int(found[2])
        order = [i["linkId"] for i, _, _ in WALK]
        before = first if number == 2 else f"{first}.{number - 1}"
        assert order.index(before) < order.index(link)
        for key in ("text", "enableWhen", "enableBehavior"):
            assert item.get(key) == ITEMS[first].get(key), (link, key)
        assert value(item, "audience") == value(ITEMS[first], "audience")


@each_row
def test_words_and_type(row):
    item = QUESTIONS[row["linkId"]]
    assert item["text"] == row["question_en"]
    assert item["type"] == row["type"]
    assert item.get("repeats", False) == (row["repeats"] == "yes")
    assert (HELPS[row["linkId"]]["text"] if row["linkId"] in HELPS else "") == row["help_en"]
    if row["linkId"] in HELPS:
        assert HELPS[row["linkId"]]["type"] == "display"
        assert HELPS[row["linkId"]] in item["item"]


@each_row
def test_parent(row):
    parents = {link: parent for item, parent, _ in WALK for link in [item["linkId"]]}
    found = STRETCH.match(parents[row["linkId"]])
    assert (found[1] if found else parents[row["linkId"]]) == row["parent"]


@each_row
def test_options(row):
    item = QUESTIONS[row["linkId"]]
    said = [part.partition("=") for part in row["options"].split("|")]
    expected = [(CODES, code, label) for code, equals, label in said if equals]
    shown = [(o["valueCoding"]["system"], o["valueCoding"]["code"], o["valueCoding"]["display"]) for o in item.get("answerOption", ())]
    assert shown == expected
    lists = [code for code, equals, _ in said if not equals and code]
    if lists:
        found = re.fullmatch(r"@medicines(?:\[(.+)\])?", lists[0])
        assert value(item, "medicine-lists") == (found[1].replace(",", " ") if found[1] else "*")
    else:
        assert value(item, "medicine-lists") is None
    exclusive = {o["valueCoding"]["code"] for o in item.get("answerOption", ()) if value({"linkId": "", **o}, "optionExclusive")}
    assert exclusive == ({"none"} if row["repeats"] == "yes" and any(code == "none" for code, _, _ in said) else set())


@each_row
def test_limits(row):
    item, kind = QUESTIONS[row["linkId"]], row["type"]
    low, high = (float(row[end]) if row[end] else None for end in ("min", "max"))
    if kind in ("integer", "decimal"):
        assert (value(item, "minValue"), value(item, "maxValue")) == (low, high)
        assert all(key == ("valueInteger" if kind == "integer" else "valueDecimal") for e in ("minValue", "maxValue") for x in extensions(item, e) for key in x if key != "url")
    if kind == "quantity":
        assert (value(item, "minQuantity")["value"], value(item, "maxQuantity")["value"]) == (low, high)
        assert value(item, "unitOption")["code"] == value(item, "minQuantity")["code"] == row["unit"]
    if kind in ("string", "text", "open-choice"):
        assert item["maxLength"] == int(row["max"] or {"text": 1000}.get(kind, 120))
    else:
        assert "maxLength" not in item
    if kind == "group":
        assert value(item, "maxOccurs") == (int(row["max"] or 20) if row["repeats"] == "yes" else None)
    if kind in ("integer", "decimal") and row["unit"]:
        unit = value(item, "unit")
        assert row["unit"] in (unit.get("code"), unit["display"])
        assert ("system" in unit) == ("code" in unit)


@each_row
def test_conditions(row):
    item = QUESTIONS[row["linkId"]]
    joined = " AND " if item.get("enableBehavior") == "all" else " OR "
    said = []
    for one in item.get("enableWhen", ()):
        answer = next(part for key, part in one.items() if key.startswith("answer"))
        kind = ROWS[one["question"]]["type"]
        if one["operator"] != "exists":
            key = {"choice": "answerCoding", "open-choice": "answerCoding", "boolean": "answerBoolean", "integer": "answerInteger"}[kind]
            assert key in one
        if isinstance(answer, dict):
            assert answer["system"] == CODES
            answer = answer["code"]
        said.append(f"{one['question']} {one['operator']} {json.dumps(answer) if isinstance(answer, bool) else answer}")
    assert joined.join(said) == row["asked_when"]
    assert ("enableBehavior" in item) == (len(said) > 1)


@each_row
def test_who_is_asked_and_how_hard(row):
    item, link = QUESTIONS[row["linkId"]], row["linkId"]
    assert item.get("required", False) == (link in STOPPERS)
    assert bool(value(item, "ask-again")) == (row["required"] == "yes" and link not in STOPPERS)
    assert (value(item, "ask") or "core") == row["ask"]
    assert (value(item, "audience") == "staff") == ("staff-only" in row["note"])
    assert bool(value(item, "critical")) == ("S-30" in row["feeds"].split())
    assert item.get("readOnly", False) == (row["ask"] == "app")
    assert bool(value(item, "hidden")) == (row["ask"] in ("app", "off"))
    assert bool(value(item, "calculatedExpression")) == row["note"].startswith("derived")


@each_row
def test_controls(row):
    item = QUESTIONS[row["linkId"]]
    concept = value(item, "itemControl")
    control = concept["coding"][0]["code"] if concept else ""
    if row["note"].startswith("body map"):
        assert control == "body-map"
    elif row["options"].startswith("@medicines"):
        assert control == "medicine"
    elif row["type"] == "integer" and (row["min"], row["max"]) == ("0", "10"):
        assert control == "scale"
        assert value(item, "scale-low") and value(item, "scale-high")
    elif row["type"] in ("choice", "open-choice"):
        assert control == ("check-box" if row["repeats"] == "yes" else "radio-button")
    else:
        assert control == ""
    assert (value(item, "choiceOrientation") == "horizontal") == (row["options"] == "yes=Yes|no=No|unsure=Not sure")


@each_row
def test_ask_again_above(row):
    """A note "range check: ask again above 42" is asked once more above that number; so are impossible days, days that do not add up, a child's weight."""
    link = row["linkId"]
    noted = re.search(r"range check: ask again above (\d+)", row["note"])
    found = [{part["url"]: next(v for k, v in part.items() if k != "url") for part in one["extension"]} for one in extensions(QUESTIONS[link], "constraint")]
    assert [one["expression"] for one in found if one["expression"].startswith("answer.value.all")] == ([f"answer.value.all($this <= {noted[1]})"] if noted else [])
    past = {ONCE_MORE.get(link, ""), "not-after-today" if row["type"] == "date" and row["ask"] in ("core", "optional") and link not in NOT_PAST else ""}
    assert {one["key"] for one in found if not one["expression"].startswith("answer.value.all")} == past - {""}
    assert [one["severity"] for one in found] == ["error" if link == "identity-birth-date" else "warning" for _ in found]


ONCE_MORE = {"identity-birth-date": "birth-date-possible", "migraine-headache-days": "days-add-up", "identity-weight": "weight-of-a-child"}
NOT_PAST = {"identity-birth-date", "knee-race-date"}  # the first stops the form, the second is a day to come

ODD = [
    # answers -> linkId of what is asked again, severity
    ({"identity-birth-date": "2030-01-01"}, "identity-birth-date", "error"),
    ({"identity-birth-date": "2026-11-21"}, "identity-birth-date", "error"),
    ({"identity-birth-date": "1850"}, "identity-birth-date", "error"),
    ({"identity-birth-date": "1896-11-19"}, "identity-birth-date", "error"),
    ({"identity-birth-date": "1896-11-20"}, "", ""),
    ({"identity-birth-date": "2008-11-20"}, "", ""),
    ({"identity-birth-date": "2008-11-21"}, "identity-weight", "warning"),
    ({"identity-birth-date": "2008-11-21", "identity-weight": 50}, "", ""),
    ({"condition": "migraine", "migraine-headache-days": 20, "migraine-clear-days": 14}, "migraine-headache-days", "warning"),
    ({"condition": "migraine", "migraine-headache-days": 20, "migraine-clear-days": 6}, "migraine-headache-days", "warning"),
    ({"condition": "migraine", "migraine-headache-days": 20, "migraine-clear-days": 13}, "", ""),
    ({"condition": "migraine", "migraine-headache-days": 20}, "", ""),
    ({"condition": "neck", "neck-onset-date": "2026-12"}, "neck-onset-date", "warning"),
    ({"condition": "neck", "neck-onset-date": "2026"}, "", ""),
    ({"toxin-ever": "yes", "toxin-visit": [{"toxin-visit-date": "2027"}]}, "toxin-visit-date", "warning"),
    ({"toxin-ever": "yes", "toxin-visit": [{"toxin-visit-date": "2026-11-20"}]}, "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("given", "link", "severity"), ODD)
def test_what_cannot_be_is_asked_again(given, link, severity):
    answers, problems = read_answers_file(PACK_FORM, {"date": "2026-11-20", "answers": given})
    reading = read(PACK_FORM, answers)
    assert not problems
    assert [(p.where.link_id, p.severity) for p in reading.problems() if p.code == "invariant"] == ([(link, severity)] if link else [])
    assert (reading.number("identity-age") is None) == (link == "identity-birth-date" or "identity-birth-date" not in given)


def test_the_oldest_birth_date_is_the_dictionarys():
    (check,) = extensions(QUESTIONS["identity-birth-date"], "constraint")
    source = QUESTIONS["identity-age"]["extension"]
    assert f"today() - {ROWS['identity-age']['max']} years" in json.dumps(check) and f"today() - {ROWS['identity-age']['max']} years" in json.dumps(source)


def test_only_known_facts_are_ticked():
    """clinical/pages.md, rules 1 and 2: cancer, immune state and heart; face, fainting, numbing and botulism vaccine; nothing else."""
    slots = [slot for page in PACK_FORM.pages if page.layout == "ticks" for slot in page.slots]
    assert {PACK_FORM.items[child].link_id for slot in slots for child in PACK_FORM.items[slot].children} == {
        "migraine-rf-cancer", "migraine-rf-immune", "safety-heart", "safety-face", "safety-faint", "safety-numb-allergy", "safety-botulism-vaccine",
    }  # fmt: skip


def test_codes_are_those_the_notes_verify():
    for link, row in ROWS.items():
        noted = re.findall(r"LOINC (\d+-\d)", row["note"]) or {"peg": ["91148-7"], "mood": ["55757-9"]}.get(link, [])
        assert [code["code"] for code in QUESTIONS[link].get("code", ())] == noted


def test_conditions_look_back_only():
    order = {item["linkId"]: place for place, (item, _, _) in enumerate(WALK)}
    for item, _, _ in WALK:
        for one in item.get("enableWhen", ()):
            assert order[one["question"]] < order[item["linkId"]], item["linkId"]


def test_calculations_and_variables_look_back_only():
    order = {item["linkId"]: place for place, (item, _, _) in enumerate(WALK)}
    for item, _, above in WALK:
        for one in extensions(item, "calculatedExpression"):
            source = one["valueExpression"]["expression"]
            source += " ".join(v["valueExpression"]["expression"] for owner in (*above, item) for v in extensions(owner, "variable"))
            reads = re.findall(r"linkId='([^']+)'", source)
            assert reads
            for link in reads:
                assert order[link] < order[item["linkId"]], (item["linkId"], link)


def test_pages_follow_the_order_of_the_migraine_visit():
    """clinical/pages.md, page by page: first question of each page, in this order."""
    firsts = [
        "identity-language", "consent-understood", "identity-first-name", "urgent-now", "condition", "migraine-rf-deficit",
        "migraine-rf-sudden", "migraine-rf-changed", "reason-words", "migraine-clear-days", "migraine-months-15",
        "migraine-duration", "migraine-acute-classes", "migraine-acute-triptan-days", "medicines-any", "safety-toxin-allergy",
        "safety-nerve-disease", "safety-swallow", "safety-pregnant", "safety-site-infection", "migraine-rf-cancer", "safety-heart",
        "toxin-ever", "treatments-any", "treatment-result", "migraine-lost-work-days", "phq2-interest", "goals-numbing", "close-education",
    ]  # fmt: skip
    order = [item["linkId"] for item, _, _ in WALK if item["type"] not in ("group", "display")]
    places = [order.index(link) for link in firsts]
    assert places == sorted(places)
    breaks, waiting = set(), False
    for item, _, _ in WALK:
        waiting = waiting or bool(value(item, "page-break"))
        if waiting and item["type"] not in ("group", "display"):
            breaks.add(item["linkId"])
            waiting = False
    assert set(firsts) <= breaks


def test_the_patient_meets_no_more_pages_than_planned():
    """clinical/pages.md: M2 on 29 pages with the review, every case on 32 or fewer; staff and desk pages are not the patient's."""
    pages = {path.stem: visible_pages(visit(path.stem).reading, False) for path in (PACK / "examples").glob("*.json")}
    assert len(pages["M2"]) + 1 == 29
    assert all(len(found) + 1 <= 32 for found in pages.values())
    shown = {page.key for found in pages.values() for page in found}
    assert not [key for key in shown if ROWS[key]["ask"] in ("desk", "off", "app")]


def test_red_flags_are_seven_rows_a_page_at_most():
    for path in (PACK / "examples").glob("*.json"):
        reading = visit(path.stem).reading
        for page in visible_pages(reading, False):
            rows = [link for link in QUESTIONS if "-rf-" in link and not link.endswith("-now") and reading.asked(link)]
            inside = {item["linkId"] for slot in page.slots for item, _, above in WALK if reading.form.items[slot].link_id in {item["linkId"], *(a["linkId"] for a in above)}}
            assert len(inside.intersection(rows)) <= 7, page.key


def test_it_is_an_ordinary_questionnaire():
    assert FORM["resourceType"] == "Questionnaire" and FORM["status"] == "active" and FORM["language"] == "en"
    assert FORM["url"] and FORM["version"] == ABOUT["version"]
    allowed = {"linkId", "extension", "code", "text", "type", "enableWhen", "enableBehavior", "required", "repeats", "readOnly", "maxLength", "answerOption", "initial", "item", "_text"}
    assert all(set(item) <= allowed for item, _, _ in WALK)
    documented = (PACK / "README.md").read_text("utf-8")
    ours = {one["url"].removeprefix(OURS) for item, _, _ in WALK for one in item.get("extension", ()) if one["url"].startswith(OURS)}
    assert all(f"`{name}`" in documented for name in ours), ours
