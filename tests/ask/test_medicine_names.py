"""Names as people type them: misspellings find their drug, look-alikes are never taken for it, exact names are understood."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.ask.errors import PackError
from intake.ask.medicine_table import load_medicines
from intake.ask.medicine_words import COLUMNS, MedicineWords, load_words
from intake.ask.medicines import Medicine, medicines_of
from intake.ask.pack import PACKS
from intake.ask.phrases import Phrases, load_phrases
from intake.ask.spelling import Spellings, fold, sound

PACK = PACKS / "botulinum"
TABLE = load_medicines(PACK / "medicines.csv")
REAL = medicines_of(TABLE.by_code.values(), TABLE.sha256, words=load_words(PACK / "medicine_words.csv", TABLE.by_code), phrases=load_phrases(PACK))

with (Path(__file__).parent / "misspellings.csv").open(encoding="utf-8", newline="") as file:
    MISSPELT = [tuple(row.values()) for row in csv.DictReader(file)]


@pytest.mark.parametrize("typed, code, place", [row for row in MISSPELT if row[1]])
def test_a_misspelling_finds_its_drug(typed: str, code: str, place: str) -> None:
    found = [hit.raw for hit in REAL.search(typed, limit=5)]
    assert code in found[: int(place)], found


@pytest.mark.parametrize("typed", [row[0] for row in MISSPELT if not row[1]])
def test_junk_finds_nothing(typed: str) -> None:
    assert REAL.search(typed) == ()


def test_the_table_is_large_enough_to_mean_something() -> None:
    assert sum(bool(code) for _, code, _ in MISSPELT) >= 60 and sum(not code for _, code, _ in MISSPELT) >= 10


# what is typed and not tapped

LOOK_ALIKE = """clonidine clonazepam|hydralazine hydroxyzine|Celebrex Celexa|penicillin penicillamine|prednisolone prednisone|
quinidine quinine|amitriptyline nortriptyline|hydroxyzine hydroxychloroquine|tramadol trazodone|Lamictal Lamisil|tizanidine tiagabine|
hydrocodone hydromorphone|dimenhydrinate diphenhydramine|metoprolol metformin|chlorpropamide chlorpromazine|dabigatran diazepam|
clozapine clonazepam|fluoxetine duloxetine|fosinopril lisinopril|vancomycin gentamicin|Zyprexa Zyrtec|topiramate Topamax|
cyclobenzaprine cyproheptadine|Advair Advil|colchicine colistimethate|losartan candesartan|propranolol propafenone|doxepin doxycycline"""
PAIRS = [tuple(name for name in pair.split()) for pair in LOOK_ALIKE.replace("\n", "").split("|")]


@pytest.mark.parametrize("one, other", PAIRS)
def test_look_alikes_are_never_taken_for_each_other(one: str, other: str) -> None:
    for typed in (one, other):
        named = REAL.understand(typed)
        exact = {code for code, m in REAL.by_code.items() if fold(typed) in map(fold, (m.generic, *m.brands_ca, *m.brands_us))}
        assert {medicine.code for medicine in named.medicines} == exact


@pytest.mark.parametrize("typed", "clonidine hydralazine penicillin prednisolone clozapine fluoxetine hydrocodone vancomycin Advair".split())
def test_the_exact_name_of_another_medicine_brings_no_guess(typed: str) -> None:
    assert [hit for hit in REAL.search(typed) if hit.near] == [] == [hit for hit in REAL.search(f"{typed} 10 mg") if hit.near]


def test_a_misspelling_is_offered_and_never_understood() -> None:
    for typed, code, _ in MISSPELT:
        hits = REAL.search(typed)
        if code and all(hit.near for hit in hits):
            assert REAL.understand(typed).medicines == (), typed
    assert sum(bool(hits := REAL.search(typed)) and all(hit.near for hit in hits) for typed, code, _ in MISSPELT if code) > 60


ONE = {
    "Coumadin 5 mg": "warfarin", "Warfarin sodium": "warfarin", "COUMADIN (5MG) at bedtime": "warfarin", "Coumadin for my heart": "warfarin",
    "je prends du Coumadin 5 mg par jour": "warfarin", "warfarine": "warfarin", "Tylenol No. 3": "acetaminophen-codeine",
    "tylenol #3": "acetaminophen-codeine", "Tylenol with codeine": "acetaminophen-codeine", "metoprolol XR": "metoprolol",
    "metoprolol tartrate 50mg BID": "metoprolol", "amitriptyline 25 mg at night": "amitriptyline", "Neurontin 300 tid": "gabapentin",
    "acétaminophène": "acetaminophen", "paracetamol": "acetaminophen", "Percocet 5/325": "oxycodone-acetaminophen", "Excedrin Migraine": "acetaminophen-asa-caffeine",
    "gentamicin cream 0.1%": "gentamicin-topical", "gentamicin eye drops": "gentamicin-topical", "gentamicin IV": "gentamicin-injection",
    "tobramycin inhaler": "tobramycin-inhaled", "voltaren gel": "diclofenac-gel", "Voltaren": "diclofenac", "baclofen": "baclofen-oral",
    "baclofen pump": "baclofen-pump", "daily aspirin": "aspirin-daily", "ASA 81mg every day": "aspirin-daily", "aspirin as needed": "aspirin-as-needed",
    "Nurtec ODT 75 mg": "rimegepant-preventive", "Robaxacet": "methocarbamol", "Effexor": "venlafaxine", "magnesium oxide 400": "magnesium-supplement",
    "Imitrex nasal spray": "sumatriptan", "timolol": "timolol-oral", "scopolamine patch": "scopolamine-patch", "clindamycin gel": "clindamycin",
}  # fmt: skip


@pytest.mark.parametrize("typed, code", ONE.items())
def test_an_exact_name_is_understood_whatever_dose_salt_or_form_stands_beside_it(typed: str, code: str) -> None:
    assert REAL.understand(typed).one is REAL.by_code[code]


SEVERAL = {
    "Tylenol and Advil": (["acetaminophen", "ibuprofen"], True), "Elavil/Topamax": (["amitriptyline", "topiramate"], True),
    "gentamicin": (["gentamicin-injection", "gentamicin-topical"], True), "aspirin 81": (["aspirin-daily", "aspirin-as-needed"], True),
    "tylenol 3 times a day": (["acetaminophen", "acetaminophen-codeine"], True), "Treximet": (["sumatriptan", "naproxen"], True),
    "Aggrenox": (["aspirin-daily"], True), "stopped Coumadin": (["warfarin"], False), "Coumadin or something like it": (["warfarin"], False),
    "lisinopril/hydrochlorothiazide": (["lisinopril"], False), "timolol eye drops": (["timolol-oral"], False), "diclofenac patch": (["diclofenac"], False),
    "magnesium sulfate tablets": (["magnesium-sulfate-drip"], False), "magnesium": ([], False), "T3": ([], False), "": ([], False), "5 mg": ([], False),
    "Coumadin " * 40: (["warfarin"], False),
}  # fmt: skip


@pytest.mark.parametrize("typed, expected", SEVERAL.items())
def test_what_is_not_one_medicine_and_nothing_else_is_none(typed: str, expected: tuple[list[str], bool]) -> None:
    named = REAL.understand(typed)
    assert ([medicine.code for medicine in named.medicines], named.sure) == expected and named.one is None


def test_a_name_on_another_list_is_not_understood() -> None:
    assert REAL.understand("Tylenol", ("AMINO",)).parts == () and not REAL.understand("Tylenol", ("AMINO",)).sure
    assert REAL.understand("gentamicin", ("AMINO",)).one is REAL.by_code["gentamicin-injection"]


@given(st.text(max_size=300))
def test_nothing_typed_breaks_it(typed: str) -> None:
    named = REAL.understand(typed)
    assert named.one is None or named.sure
    assert len(REAL.search(typed, limit=5)) <= 5
    assert sound(fold(typed)) == sound(fold(fold(typed)))


# languages and countries


def test_names_of_other_languages_are_found_and_shown_in_the_reader_s() -> None:
    assert REAL.search("acétaminoph", language="fr-CA")[0].words == "acétaminophène"
    assert REAL.search("acétaminoph")[0].words == "acetaminophen"
    assert REAL.search("Coumadin", language="fr-CA")[0].words == "Coumadin: warfarine"
    assert REAL.text(REAL.by_code["gentamicin-topical"]).say("fr-CA").startswith("gentamicine (")


def test_brands_of_the_clinic_s_country_come_first() -> None:
    clonazepam, tetrabenazine = REAL.by_code["clonazepam"], REAL.by_code["tetrabenazine"]
    assert REAL.brands(clonazepam) == ("Rivotril", "Klonopin") and REAL.at("US").brands(clonazepam) == ("Klonopin", "Rivotril")
    assert REAL.at("US").label(tetrabenazine) == "tetrabenazine (Xenazine)" and REAL.label(tetrabenazine, typed="xenazine 25") == "tetrabenazine (Xenazine)"
    assert REAL.at("CA") is REAL


def test_a_product_shows_what_it_holds_and_is_kept_by_its_own_name() -> None:
    hit = REAL.search("trexi")[0]
    assert (hit.raw, hit.words, REAL.understand(hit.raw).holds) == ("Treximet", "Treximet: sumatriptan + naproxen", True)
    assert REAL.said(REAL.understand("Treximet")) == ("sumatriptan + naproxen",)


def test_what_a_form_depends_on_is_in_the_key() -> None:
    other = medicines_of(TABLE.by_code.values(), TABLE.sha256, words=MedicineWords(sha256="x"), phrases=Phrases())
    assert len({REAL.key, TABLE.key, other.key}) == 3 and medicines_of([Medicine("a", "b")]).key == ""


# the file of words


def test_every_row_of_the_pack_s_words_has_a_reason_and_a_grade() -> None:
    with (PACK / "medicine_words.csv").open(encoding="utf-8", newline="") as words:
        for row in csv.DictReader(words):
            assert row["why"] and row["grade"] in ("K", "D"), row["said"]


def test_no_name_of_the_pack_s_words_contradicts_the_list() -> None:
    for kind in ("whole", "holds", "other"):
        assert [name for name in REAL.words.named[kind] if TABLE.find(name)] == []
    for name, (_, codes) in REAL.words.named["also"].items():
        listed = TABLE.find(name)
        assert listed is None or listed.code in codes, name


BROKEN = {
    "wordHeader": "kind,said\n",
    "wordRow": ",".join(COLUMNS) + "\nnonsense,x,a,why,K\n",
    "wordCode": ",".join(COLUMNS) + "\nalso,x,nobody,why,K\n",
    "csv": ",".join(COLUMNS) + '\nalso,"x,a,why,K\n',
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_file_of_words_is_refused_with_its_line(code: str, tmp_path: Path) -> None:
    path = tmp_path / "medicine_words.csv"
    path.write_text(BROKEN[code])
    with pytest.raises(PackError) as caught:
        load_words(path, {"a"})
    assert caught.value.faults[-1].code == code


# the index


def test_the_index_holds_every_way_a_name_is_begun_in_order() -> None:
    names = ["xxab", "xx ab", "ab xx", "ab"]
    assert [(how, names[place]) for how, place in Spellings(names).begun("ab")] == [(0, "ab"), (0, "ab xx"), (1, "xx ab"), (3, "xxab")]


@given(st.lists(st.text("abc ", min_size=1, max_size=6).map(fold).filter(bool), max_size=12), st.text("abc ", max_size=4).map(fold))
def test_the_index_finds_what_a_plain_search_finds(names: list[str], query: str) -> None:
    found = {place for _, place in Spellings(names).begun(query)}
    parts = query.split()
    each = {p for p, name in enumerate(names) if len(parts) > 1 and all(f" {part}" in f" {name}" for part in parts)}
    plain = {p for p, name in enumerate(names) if query and (query in name if len(query) > 1 else f" {query}" in f" {name}")}
    assert found == plain | each
