"""Neck: red flags (RF-N, RN), cervical dystonia (CD-01 to CD-03) and Ontario code 130."""

from __future__ import annotations

from intake.notice.criteria import MET, UNCLEAR, Line, Part, Truth, and3
from intake.notice.finding import Level
from intake.notice.notation import any_sign, level_if, pair, row, tick_list
from intake.notice.screening import criterion, rule
from intake.notice.view import View

from .rules_criteria import adult_part

URGENT, CI, REVIEW, NOTE, DATA = Level
UNCERTAIN = {"yes", "unsure"}


@rule(
    "RF-N1", URGENT, REVIEW,
    says="New hand, limb, gait or bladder signs with neck disease",
    scope="Gait and limb signs [G22]; myelopathy [K]",
    source="F.A. Davis neck red flags [G22]; not verified", grade="B/K",
)
def cord_signs(v: View) -> Level | None:
    return tick_list(v, "neck-rf-cord", "neck-rf-cord-now")


@rule(
    "RF-N2", URGENT, REVIEW,
    says="Sudden neck pain or headache with brain or eye signs",
    source="F.A. Davis neck red flags [G22]", grade="B",
)
def sudden_pain(v: View) -> Level | None:
    return pair(v, "neck-rf-sudden-pain", "neck-rf-sudden-signs", "neck-rf-sudden-signs-now")


@rule(
    "RF-N3", URGENT, REVIEW,
    says="Fever with a stiff neck",
    scope="Now",
    source="F.A. Davis neck red flags [G22]", grade="B",
)
def stiff_with_fever(v: View) -> Level | None:
    return row(v, "neck-rf-fever", "neck-rf-fever-now")


@rule("RF-N4", URGENT, REVIEW, says="Recent crash or fall that hurt the neck", source="not verified", grade="K")
def crash(v: View) -> Level | None:
    return row(v, "neck-rf-crash", "neck-rf-crash-now")


@rule(
    "RF-N5", URGENT, REVIEW,
    says="Neck or jaw locked after a new medicine",
    scope="Acute drug-induced dystonia picture [K]; see CD-01",
    source="not verified", grade="K",
    suppresses={"CD-02": (URGENT, REVIEW)},
)
def locked(v: View) -> Level | None:
    return pair(v, "neck-rf-lock", "neck-rf-new-pill", "neck-rf-new-pill-now")


@rule("RN-1", REVIEW, says="Cancer, weight loss or nightly neck pain", source="not verified", grade="K")
def general(v: View) -> Level | None:
    return level_if(REVIEW, any_sign(v, "neck-rf-general"))


# -- Cervical dystonia


@rule(
    "CD-01", NOTE,
    says="Dopamine-blocking drug now or in the past",
    scope="Tardive form: backward pull, spread, jerks; idiopathic form: head tremor, family history. With "
    "sudden onset see RF-N5",
    source="Movement Disorders, doi 10.1002/mds.870130319 [G25]", grade="A",
)
def dopamine(v: View) -> Level | None:
    """Medicines of the list matter here in the neck module only (dossier 2.5)."""
    if not v.asked("neck"):
        return None
    return level_if(NOTE, v.on("DOPA-BLOCK", "medicine-name", "neck-past-medicines"), v.has("neck-past-medicines", {"unsure"}))


@rule(
    "CD-02", REVIEW,
    says="Onset under 4 weeks: unusual for cervical dystonia",
    scope="Sudden onset suggests another cause",
    source="BMJ Best Practice 1088 [G24]", grade="B",
)
def new_onset(v: View) -> Level | None:
    days = v.days("neck-onset-date")
    if days is None or days >= v.limit("CD02_ONSET_DAYS"):
        return None
    v.rests_on("neck-onset-date")
    return REVIEW


@rule("CD-03", NOTE, says="Atypical: fixed posture or began after injury", source="design choice", grade="D")
def atypical(v: View) -> Level | None:
    return level_if(NOTE, v.has("neck-fixed", UNCERTAIN), v.yes("neck-injury"))


# -- Ontario


def named_by_doctor(v: View) -> Part:
    code = v.code("neck-diagnosis")
    holds: Truth = {"yes": True, "no": False}.get(code)
    said = {
        "yes": v.say("diagnosis named by a doctor, as reported"),
        "no": v.say("no diagnosis named by a doctor, as reported"),
        "unsure": v.say("diagnosis: not sure"),
    }
    text = v.say("cervical dystonia named by a doctor")
    return v.part(text, holds, said.get(code, v.say("diagnosis not answered")), "neck-diagnosis", "neck-diagnosis-who")


@criterion(
    "PAY-CD-ON130",
    says="Ontario code 130: adult cervical dystonia",
    scope="Clinician diagnosis as reported",
    source="RxCoverage Ontario [P3]; Ontario Limited Use notes [P4]", grade="B/A",
)
def ontario_neck(v: View) -> Line | None:
    """Never NOT MET: the diagnosis is the clinician's to make."""
    if not v.asked("neck"):
        return None
    parts = (adult_part(v), named_by_doctor(v))
    return Line(MET if and3(part.holds for part in parts) else UNCLEAR, parts)
