"""Lists: where the options of a choice come from: the item, a value set, the medicines."""

from __future__ import annotations

from intake.ask import options as choices
from intake.ask.form import Option
from intake.ask.medicines import Medicines
from intake.ask.nodes import Node
from intake.ask.notes import Notes
from intake.ask.valuesets import Contained


class Lists:
    """Where options come from: the form's own lists, and the medicines."""

    def __init__(self, contained: Contained, medicines: Medicines | None, system: str, notes: Notes) -> None:
        self.contained, self.medicines, self.system, self.notes = contained, medicines, system, notes
        self._medicines: dict[tuple[str, ...], tuple[Option, ...]] = {}

    def of(self, node: Node) -> tuple[Option, ...]:
        """The options of a choice: medicines first, then its own. A list that needs a server turns the question into an open one, and that is noted."""
        if node.kind not in ("choice", "open-choice"):
            return ()
        raw, pointer, notes = node.raw, node.pointer, self.notes
        medicines = self._of_medicines(node) if "our:medicine-lists" in node.found else ()
        entries = raw.get("answerOption")
        canonical = raw.get("answerValueSet")
        if not entries and isinstance(raw.get("option"), list):
            notes.info("stu3", pointer, key="option")
            entries = [entry for entry in raw["option"] if isinstance(entry, dict)]
        if not canonical and isinstance(raw.get("options"), dict):
            notes.info("stu3", pointer, key="options")
            canonical = str(raw["options"].get("reference", ""))
        if entries:
            if canonical:
                notes.warning("optionsTwice", pointer)
            own = choices.from_answers(entries, f"{pointer}/answerOption", notes)
            return (*(option for option in medicines if all(option.code != other.code for other in own)), *own) if medicines else own
        if medicines:
            return medicines
        if canonical:
            return self._of_set(node, canonical)
        if node.kind == "choice":
            notes.error("noOptions", pointer)
            node.kind = "open-choice"
        return ()

    def _of_set(self, node: Node, canonical: str) -> tuple[Option, ...]:
        at = f"{node.pointer}/answerValueSet"
        expansion = self.contained.expand(canonical)
        if expansion is None:
            node.kind = "open-choice"
            report = self.notes.error if canonical.startswith("#") else self.notes.warning
            report("noValueSet", at, name=canonical[:120])
            return ()
        if not expansion.complete:
            node.kind = "open-choice"
            self.notes.warning("partOfValueSet", at, name=canonical[:120])
        return choices.from_codings(expansion.codings, at, self.notes)

    def _of_medicines(self, node: Node) -> tuple[Option, ...]:
        lists = medicine_lists(node)
        if self.medicines is None:
            self.notes.warning("noMedicines", node.pointer)
            return ()
        if lists not in self._medicines:
            for name in lists:
                if not self.medicines.on(name):
                    self.notes.error("unknownMedicineList", node.pointer, name=name[:60])
            self._medicines[lists] = tuple(
                Option(medicine.code, self.medicines.text(medicine), self.system)
                for medicine in self.medicines.among(lists)
            )
        return self._medicines[lists]


def medicine_lists(node: Node) -> tuple[str, ...]:
    """The lists a medicine question is limited to; () for all ("*")."""
    value = str(node.found["our:medicine-lists"][0].get("valueString", ""))
    return tuple(name for name in value.split() if name != "*")
