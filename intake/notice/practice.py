"""Practice: a pack as one clinic runs it: its form, rules and thresholds with the clinic's own settings, all checked at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from intake.ask.clinic import Clinic
from intake.ask.constants import Constant
from intake.ask.errors import Fault, PackError
from intake.ask.form import Form
from intake.ask.overrides import in_force, nearest
from intake.ask.pack import Pack
from intake.hear.reading import Reading
from intake.notice.finding import Level
from intake.notice.rulebook import Lowered, Rules, load_rules


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing a clinic set itself, and on whose word. `kind`: constant | level | instrument. `rules`: what it bears on."""

    kind: str
    name: str
    value: str
    was: str = ""
    unit: str = ""
    by: str = ""
    on: str = ""
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Practice:
    """`form` is the pack's without what this clinic leaves out. `off`: instruments not asked here, and why ("clinic", "pathway").

    `settings` are what the clinic set itself; `clinic_sha256` names the file they stand in ("" without one).
    """

    pack: Pack
    form: Form
    rules: Rules
    off: Mapping[str, str] = field(default_factory=dict)
    settings: tuple[Setting, ...] = ()
    clinic_sha256: str = ""
    _forms: dict[frozenset[str], Form] = field(default_factory=dict, repr=False, compare=False)

    @property
    def constants(self) -> Mapping[str, Constant]:
        """The thresholds in force."""
        return self.rules.constants

    def form_in(self, language: str) -> Form:
        """The form as it is shown in a language: an instrument waits for its validated wording (decision 10). The same each time."""
        return self._without(self.pack.choices.silent_in(language))

    def form_kept(self, reading: Reading, language: str) -> Form:
        """The form as it is recorded: with every instrument that was answered, also when the visit ended in a language without it."""
        return self._without(self.pack.choices.silent_in(language) - self.answered(reading))

    def _without(self, names: frozenset[str]) -> Form:
        names = names.difference(self.off)
        if names and names not in self._forms:
            self._forms[names] = self.pack.choices.form_for(self.form, names)
        return self._forms.get(names, self.form)

    def answered(self, reading: Reading) -> frozenset[str]:
        """The instruments of which something was answered in a Reading."""
        asked = self.pack.choices.instruments
        return frozenset(name for name, one in asked.items() if any(cell.values for i in one.items if i in self.form for cell in reading.all(i)))

    def left_out(self, reading: Reading, language: str) -> dict[str, str]:
        """Instruments this person would have been asked, and was not: name -> "clinic", "pathway" or "language".

        One that was answered was not left out, whatever language the visit ended in. "answered": not in use at this clinic, but
        there are answers (a draft or a file from before): they are kept, and nothing is made of them.
        """
        choices, answered = self.pack.choices, self.answered(reading)
        why = dict.fromkeys(sorted(choices.silent_in(language) - answered), "language")
        why |= {name: "answered" if name in answered else reason for name, reason in self.off.items()}
        return {
            name: why[name]
            for name, one in choices.instruments.items()
            if name in why and not one.off and any(reading.asked(link_id) for link_id in one.items if link_id in self.form)
        }


def practice(pack: Pack, clinic: Clinic | None = None) -> Practice:
    """The pack as a clinic runs it; without settings, just as it stands. PackError names every fault of pack and settings at once."""
    rules = load_rules(pack)
    if clinic is None:
        return Practice(pack, pack.form, rules)
    faults = list(_unknown(pack, clinic, rules))
    constants = pack.constants
    try:
        constants = in_force(clinic, pack.constants, _idle(pack))
    except PackError as error:
        faults.extend(error.faults)
    if faults:
        raise PackError(faults)
    choices, off = pack.choices, pack.choices.off_at(clinic)
    form = choices.form_for(pack.form, off, [name for name in choices.instruments if name not in off])
    kept = replace(_adjusted(rules, pack, clinic, off), constants=constants)
    return Practice(pack, form, kept, off, tuple(_settings(pack, clinic)), clinic.sha256)


def _adjusted(rules: Rules, pack: Pack, clinic: Clinic, off: Mapping[str, str]) -> Rules:
    """The rules with the clinic's levels; without what rests on an instrument that is off; other countries' lines unprinted."""
    silent = {rule for name in off for rule in pack.choices.instruments[name].rules}
    abroad = pack.choices.abroad(clinic.named_country)
    return replace(
        rules,
        findings=tuple(one for one in rules.findings if one.id not in silent),
        criteria=tuple(replace(one, printed=False) if one.id in abroad else one for one in rules.criteria),
        instruments=tuple(one for one in rules.instruments if one.id not in off),
        lowered={name: Lowered(Level(one.level), one.by, one.on) for name, one in clinic.levels.items()},
    )


def _idle(pack: Pack) -> frozenset[str]:
    """Thresholds that neither a rule nor the summary reads: targets and notes."""
    return frozenset(name for name, one in pack.constants.items() if not one.used_by and name not in pack.choices.thresholds)


def _unknown(pack: Pack, clinic: Clinic, rules: Rules) -> Iterator[Fault]:
    """Names in the settings that the pack does not have, and levels it does not give away."""
    lines = [one.id for one in rules.criteria]
    for key in ("print_criteria", "hide_criteria"):
        for name in getattr(clinic, key) or ():
            if name not in lines:
                yield clinic.fault(key, "clinic.line", name=name, near=nearest(name, lines))
    findings, lower = [one.id for one in rules.findings], pack.choices.lower
    for name, lowered in clinic.levels.items():
        key = f"levels.{name}"
        if name not in findings:
            yield clinic.fault(key, "clinic.rule", name=name, near=nearest(name, findings))
        elif lowered.level not in lower.get(name, ()):
            may = ", ".join(f"{rule} ({', '.join(levels)})" for rule, levels in lower.items()) or "-"
            yield clinic.fault(f"{key}.level", "clinic.level", name=name, level=lowered.level, may=may)
    for key in ("phq2", "rmdq"):
        if getattr(clinic.instruments, key) and key not in {one.setting for one in pack.choices.instruments.values()}:
            yield clinic.fault(f"instruments.{key}", "clinic.instrument", name=key)


def _settings(pack: Pack, clinic: Clinic) -> Iterator[Setting]:
    for name, one in clinic.constants.items():
        was = pack.constants[name]
        yield Setting("constant", name, str(one.value), str(was.value), was.unit, one.by, one.on, was.used_by)
    for name, one in clinic.levels.items():
        yield Setting("level", name, one.level, "", "", one.by, one.on, (name,))
    if clinic.instruments.rmdq:
        yield Setting("instrument", "RMDQ", clinic.instruments.rmdq_licence or "")
