"""Medicines: found by generic and brand, accents and capitals aside; a table that cannot be trusted is refused."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from intake.ask.compile import compile_form
from intake.ask.errors import PackError
from intake.ask.form import OURS
from intake.ask.medicine_table import COLUMNS, load_medicines
from intake.ask.medicines import Medicine, Medicines, medicines_of
from intake.ask.pack import PACKS
from intake.ask.spelling import fold

ROWS = medicines_of(
    [
        Medicine("gentamicin-injection", "gentamicin", ("Garamycin",), ("Garamycin",), frozenset(("AMINO",))),
        Medicine("gentamicin-topical", "gentamicin", (), (), frozenset(("AMINO-TOPICAL",))),
        Medicine("amitriptyline", "amitriptyline", ("Elavil",), ("Endep",), frozenset(("ANTICHOL", "PREVENTIVE:antidep"))),
        Medicine("magnesium-sulfate-drip", "magnesium sulfate", (), (), frozenset(("NMJ-HIGH",))),
        Medicine("coenzyme-q10", "coenzyme Q10", (), (), frozenset(("PREVENTIVE:not-counted",))),
    ]
)


@pytest.mark.parametrize(
    "typed, found",
    [
        ("ela", ["Elavil: amitriptyline"]),
        ("ÉLAVIL", ["Elavil: amitriptyline"]),
        ("endep", ["Endep: amitriptyline"]),
        ("Q10", ["coenzyme Q10"]),
        ("mag sul", ["magnesium sulfate"]),
        ("triptyl", ["amitriptyline"]),
        ("gentamicin", ["gentamicin (injection)", "gentamicin (topical)"]),
        ("  ", []),
        ("...", []),
        ("zzz", []),
    ],
)
def test_search(typed: str, found: list[str]) -> None:
    assert [hit.words for hit in ROWS.search(typed)] == found


def test_names_that_begin_so_come_first_then_words_then_parts() -> None:
    rows = medicines_of([Medicine("a", "xxab"), Medicine("b", "xx ab"), Medicine("c", "ab xx"), Medicine("d", "ab")])
    assert [hit.medicine.code for hit in rows.search("ab")] == ["d", "c", "b", "a"]
    assert [hit.medicine.code for hit in rows.search("ab", limit=2)] == ["d", "c"]


def test_lists_limit_the_search_and_a_list_holds_its_parts() -> None:
    assert [hit.medicine.code for hit in ROWS.search("gent", lists=("AMINO",))] == ["gentamicin-injection"]
    assert ROWS.on("PREVENTIVE") == {"amitriptyline", "coenzyme-q10"}
    assert ROWS.on("PREVENTIVE:antidep") == {"amitriptyline"} and ROWS.on("nothing") == frozenset()
    assert [medicine.code for medicine in ROWS.among(("AMINO", "AMINO-TOPICAL"))] == ["gentamicin-injection", "gentamicin-topical"]


@pytest.mark.parametrize(
    "typed, code",
    [("Elavil", "amitriptyline"), ("élavil ", "amitriptyline"), ("gentamicin-topical", "gentamicin-topical"), ("Garamycin", "gentamicin-injection"), ("gentamicin", None), ("ela", None)],
)
def test_find_is_exact_and_never_guesses(typed: str, code: str | None) -> None:
    found = ROWS.find(typed)
    assert (found.code if found else None) == code


def test_fold_is_bounded_and_idempotent() -> None:
    assert fold("  Épival®, 250-mg ") == "epival 250 mg"
    assert len(fold("x" * 1_000_000)) == 200
    assert fold(fold("Çá+b%")) == fold("Çá+b%")


@pytest.fixture(scope="module")
def real() -> Medicines:
    return load_medicines(PACKS / "botulinum" / "medicines.csv")


def test_every_name_of_the_pack_is_found_by_each_of_its_spellings(real: Medicines) -> None:
    for medicine in real.by_code.values():
        for name in (medicine.generic, *medicine.brands_ca, *medicine.brands_us):
            assert medicine.code in [hit.medicine.code for hit in real.search(name.upper(), limit=20)], name
    shown = [real.shown(medicine) for medicine in real.among()]
    assert len(shown) == len(set(shown)) >= 150


def test_a_keystroke_takes_less_than_five_milliseconds(real: Medicines) -> None:
    best = min(_seconds(real, text) for text in ("a", "e", "am", "ine", "acetaminophen + c") for _ in range(5))
    assert best < 0.005


def _seconds(medicines: Medicines, text: str) -> float:
    begun = time.process_time()
    medicines.search(text)
    return time.process_time() - begun


HEADER = ",".join(COLUMNS)
SOUND = "x,X,,,A,,source,K"
BROKEN = {
    "csvHeader": "code,generic\n" + SOUND,
    "csv": f"{HEADER}\nx,X\n",
    "medicineTwice": f"{HEADER}\n{SOUND}\n{SOUND}\n",
    "medicineCode": f"{HEADER}\n../x,X,,,A,,source,K\n",
    "medicineBlank": f"{HEADER}\nx,X,,,A,,,K\n",
    "medicineLong": f"{HEADER}\nx,{'X' * 501},,,A,,source,K\n",
    "empty": f"{HEADER}\n",
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_table_is_refused_with_its_line(code: str, tmp_path: Path) -> None:
    path = tmp_path / "medicines.csv"
    path.write_text(BROKEN[code])
    with pytest.raises(PackError) as caught:
        load_medicines(path)
    assert caught.value.faults[-1].code == code


@pytest.mark.parametrize("text, code", [(f"{HEADER}\nx,\0X,,,A,,s,K", "csv"), (f'{HEADER}\nx,"X,,,A,,s,K\n' + "y\n" * 9, "csv"), (f"{HEADER}\n" + f"{SOUND}\n" * 6_000, "tooManyRows")])
def test_hostile_tables(text: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "medicines.csv"
    path.write_text(text)
    with pytest.raises(PackError) as caught:
        load_medicines(path)
    assert caught.value.faults[-1].code == code


def test_all_faults_of_a_table_at_once(tmp_path: Path) -> None:
    path = tmp_path / "medicines.csv"
    path.write_text(f"{HEADER}\nA,X,,,,,s,K\n{SOUND}\ny,,,,,,s,K\n")
    with pytest.raises(PackError) as caught:
        load_medicines(path)
    assert [(fault.line, fault.code) for fault in caught.value.faults] == [(2, "medicineCode"), (4, "medicineBlank")]


def medicine_question(lists: str, **more: object) -> dict[str, object]:
    item = {"linkId": "m", "type": "open-choice", "text": "?", "extension": [{"url": OURS + "medicine-lists", "valueString": lists}], **more}
    return {"resourceType": "Questionnaire", "status": "active", "url": "http://q", "item": [item]}


def test_a_medicine_question_has_the_medicines_then_its_own_options() -> None:
    own = [{"valueCoding": {"code": "unsure", "display": "Not sure"}}]
    item = compile_form(medicine_question("AMINO AMINO-TOPICAL", answerOption=own), strict=True, medicines=ROWS).item("m")
    assert [option.code for option in item.options] == ["gentamicin-injection", "gentamicin-topical", "unsure"]
    assert (item.options[0].display.source, item.options[0].system) == ("gentamicin (injection)", "http://q/codes")
    assert (item.medicines, item.control) == (("AMINO", "AMINO-TOPICAL"), "medicine")


def test_a_star_means_all_and_an_unknown_list_is_an_error() -> None:
    item = compile_form(medicine_question("*"), strict=True, medicines=ROWS).item("m")
    assert item.medicines == () and len(item.options) == 5
    with pytest.raises(PackError, match="“AMNIO”"):
        compile_form(medicine_question("AMNIO"), strict=True, medicines=ROWS)


def test_without_medicines_the_name_is_typed() -> None:
    made = compile_form(medicine_question("*"), strict=True)
    assert made.item("m").options == () and [note.code for note in made.notes] == ["noMedicines"]
