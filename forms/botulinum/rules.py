"""Rules of the botulinum pack: the urgent layer, safety, who answered; and the scores. Others: rules_*.py beside this file.

Each rule is the line of rules.csv with its id; a test keeps sentences, levels, sources and suppressions in step with that
table. Thresholds come from constants.toml only. A "not sure" never counts as no, a blank never as "denied".
"""

from __future__ import annotations

from intake.notice.finding import Level
from intake.notice.notation import critical_blanks, level_if, tick_list, worst
from intake.notice.screening import Instrument, rule
from intake.notice.view import View

URGENT, CI, REVIEW, NOTE, DATA = Level
UNCERTAIN = {"yes", "unsure"}

SCORES = (
    Instrument("AGE", "Age in years", "identity-age", ("identity-birth-date",)),
    Instrument("PEG", "PEG, past week, mean of 3", "peg-total", ("peg-pain", "peg-enjoyment", "peg-activity")),
    Instrument("PHQ-2", "PHQ-2, last 2 weeks, sum 0-6", "phq2-total", ("phq2-interest", "phq2-down")),
    Instrument("DAYS-SINCE-TOXIN", "Days since the last toxin", "toxin-days-since-last", ("toxin-visit-date",)),
    Instrument(
        "HEADACHE-CHANGE-PERCENT", "Fewer headache days since before the first toxin, %", "migraine-change-percent", ("migraine-baseline-days",)
    ),
    Instrument("ACTIVITY-MEAN", "Mean of own activities, 0-10", "activities-mean", ("activity-score",)),
)


def conditions(v: View) -> tuple[str, ...]:
    """CONDS: the main and the second reason, without "none" (dossier 1.3, point 9)."""
    chosen = (v.code("condition"), v.code("condition-second"))
    return tuple(dict.fromkeys(code for code in chosen if code not in (None, "none")))


# -- The urgent layer


@rule(
    "RF-G1", URGENT, REVIEW,
    says="Chest pain, severe breathlessness, swelling or near-faint now",
    scope="Now; no cause is named to the patient",
    source="FDA label data, Botox [L1]; Botox medication guide (Head Wise print) [L3]; design choice", grade="A/B/D",
)
def happening_now(v: View) -> Level | None:
    return worst(
        tick_list(v, "urgent-now", "urgent-now-now"),
        level_if(URGENT, v.has("safety-swallow", {"cannot-now"}), v.has("safety-breath", {"at-rest-now"})),
    )


@rule(
    "RF-TX", URGENT, REVIEW,
    says="New swallowing, speech, breathing, eye or general weakness since last toxin",
    scope="Last toxin in the past 4 months by the patient, or 112 days or fewer by date. "
    "Neck: swallowing trouble tends to appear in week 2 (days 10-15) [G34 C]",
    source="FDA label data, Botox [L1]; Botox medication guide (Head Wise print) [L3]; design choice", grade="A/B/D",
    suppresses={"S-06": (URGENT,)},
)
def spread(v: View) -> Level | None:
    return worst(
        tick_list(v, "urgent-spread", "urgent-spread-now"),
        tick_list(v, "toxin-spread", "toxin-spread-now"),
    )


# -- Allergy and ingredients


@rule(
    "S-01", CI, REVIEW,
    says="Reported allergy to a botulinum toxin product",
    scope="All products: labels say do not use",
    source="Botox medication guide (Head Wise print) [L3]; Revance Daxxify pages [L12]", grade="B/A",
)
def toxin_allergy(v: View) -> Level | None:
    v.quote("safety-toxin-allergy-what")
    return worst(level_if(CI, v.has("safety-toxin-allergy", {"yes"})), level_if(REVIEW, v.has("safety-toxin-allergy", {"unsure"})))


@rule(
    "S-02", CI, REVIEW,
    says="Cow-milk-protein allergy: Dysport only",
    scope="abobotulinumtoxinA (Dysport) only; lactose intolerance alone raises nothing",
    source="Dysport summary, Renal & Urology News [L4]; Dysport consumer text, Canada [L6]; Drugs.com disease interactions [L25]",
    grade="B",
)
def milk_allergy(v: View) -> Level | None:
    v.quote("safety-milk-allergy-what")
    if v.code("reason-brand-asked") == "dysport":
        v.tell(v.say("brand talked about: Dysport"))
    return worst(level_if(CI, v.has("safety-milk-allergy", {"yes"})), level_if(REVIEW, v.has("safety-milk-allergy", {"unsure"})))


@rule(
    "S-03", CI, REVIEW, NOTE,
    says="Possible infection or skin disease at the planned site",
    scope="All products: infection at the site is a do-not-use item; psoriasis or eczema is a note",
    source="Botox medication guide (Head Wise print) [L3]; Drugs.com disease interactions [L25]; Br Dent J 2022 [L23]", grade="B/A",
)
def site_infection(v: View) -> Level | None:
    if v.has("safety-site-infection", UNCERTAIN):
        v.rests_on("safety-site-infection-where")
        v.quote("safety-site-infection-what")
        return CI if v.code("safety-site-infection") == "yes" else REVIEW
    return level_if(NOTE, v.has("safety-site-skin", UNCERTAIN))


@rule(
    "S-04", CI, REVIEW,
    says="Human albumin: allergy, refusal of blood products, or unsure",
    scope="Botox, Dysport, Xeomin, Myobloc; albumin is not in the Daxxify listing [L10 A]",
    source="FDA label data, Botox [L1]; Dysport Australian PI [L8]; FDA label data, Myobloc [L11]", grade="A/B",
)
def albumin(v: View) -> Level | None:
    return worst(
        level_if(CI, v.has("safety-blood-protein", {"allergy"})),
        level_if(REVIEW, v.has("safety-blood-protein", {"refuse", "unsure"})),
    )


# -- Nerve, muscle, swallowing, breathing


@rule(
    "S-05", CI, REVIEW,
    says="Diagnosed nerve-muscle disease",
    scope="Do not use in Canadian consumer texts (Botox Cosmetic, Dysport) and EU-type Xeomin text; warning and monitoring in US "
    "therapeutic labels. Never lowered silently by country; a clinic may lower it to REVIEW in settings with a name logged",
    source="Dysport summary, Renal & Urology News [L4]; Dysport consumer text, Canada [L6]; Health Canada register, Botox Cosmetic "
    "[L7]; Xeomin EU-type text [L14]",
    grade="B/A",
    suppresses={"S-06": (CI,)},
)
def nerve_disease(v: View) -> Level | None:
    if v.has("safety-nerve-disease", {"myasthenia", "lambert-eaton", "als", "motor-nerve", "muscle-disease"}):
        return CI
    return level_if(REVIEW, v.has("safety-nerve-disease", {"unsure"}))


@rule(
    "S-06", REVIEW,
    says="Possible undiagnosed nerve-muscle disorder",
    scope="Design rule from the label risk group; limb weakness with use is common after stroke, MS or cord injury",
    source="Dysport summary, Renal & Urology News [L4]; design choice", grade="B/D",
)
def undiagnosed_weakness(v: View) -> Level | None:
    v.quote("safety-nerve-words")
    return level_if(REVIEW, v.has("safety-eyelids", UNCERTAIN), v.has("safety-fatigue", UNCERTAIN))


@rule(
    "S-07", REVIEW,
    says="Swallowing trouble before treatment",
    scope="High yield after stroke; baseline before neck injection",
    source="Botox medication guide (Head Wise print) [L3]; Dysport site (older) [L24]", grade="B/A",
)
def swallowing(v: View) -> Level | None:
    v.quote("safety-swallow-words")
    return level_if(REVIEW, v.has("safety-swallow", {"some", "choke", "unsure"}))


@rule(
    "S-08", REVIEW, NOTE,
    says="Breathing problem before treatment",
    source="Botox medication guide (Head Wise print) [L3]; Drugs.com disease interactions [L25]", grade="B",
)
def breathing(v: View) -> Level | None:
    v.quote("safety-breath-words")
    return worst(
        level_if(REVIEW, v.has("safety-breath", {"copd-limits", "oxygen-machine", "unsure"})),
        level_if(NOTE, v.has("safety-breath", {"asthma-controlled"})),
    )


# -- Pregnancy, today, bleeding, operations, the rest


@rule(
    "S-09", REVIEW,
    says="Pregnant, possibly pregnant or trying",
    scope="Asked when `identity-sex` is not male and `identity-age` is 12-55; never print reassurance to the patient",
    source="Botox medication guide (Head Wise print) [L3]; Homerton NHS leaflet [L38]", grade="B",
)
def pregnant(v: View) -> Level | None:
    return level_if(REVIEW, v.has("safety-pregnant", {"yes", "unsure", "trying"}))


@rule(
    "S-10", REVIEW,
    says="Breastfeeding or pumping milk",
    source="Botox medication guide (Head Wise print) [L3]", grade="B",
)
def breastfeeding(v: View) -> Level | None:
    return level_if(REVIEW, v.yes("safety-breastfeeding"))


@rule(
    "S-20", REVIEW, NOTE,
    says="Operation planned in 12 weeks",
    scope="Tell the anaesthetist; nerve-muscle blockers",
    source="Botox medication guide (Head Wise print) [L3]; Dysport consumer text, Canada [L6]; DrugLib Botox label text [L2]", grade="B",
)
def operation(v: View) -> Level | None:
    return worst(level_if(REVIEW, v.has("safety-surgery", {"asleep", "unsure"})), level_if(NOTE, v.has("safety-surgery", {"other"})))


@rule(
    "S-21", NOTE,
    says="Heart attack or uneven heart beat",
    scope='Print "label caution" for Daxxify',
    source="Revance Daxxify pages [L12]", grade="A",
)
def heart(v: View) -> Level | None:
    return level_if(NOTE, v.has("safety-heart", {"heart-attack", "uneven-beat", "unsure"}))


@rule(
    "S-22", NOTE,
    says="Face surgery, droopy lid, dry eyes or weak forehead",
    scope="Migraine module only",
    source="Botox medication guide (Head Wise print) [L3]", grade="B",
)
def face(v: View) -> Level | None:
    return level_if(NOTE, v.has("safety-face", {"face-surgery", "droopy-eyelid", "dry-eyes", "weak-forehead", "unsure"}))


@rule(
    "S-23", REVIEW, NOTE,
    says="Age below the labelled or usual age for this use",
    scope="Neck 16-17: Botox only. Spasticity from age 2 (US): child dosing, weight needed",
    source="Mayo Clinic before-using [L35]; Western Health PA criteria [L27]", grade="B",
)
def young(v: View) -> Level | None:
    age = v.number("identity-age")
    if age is None:
        return None
    other = (REVIEW, v.limit("S23_OTHER_MIN_AGE"))
    lines = {
        "migraine": [(REVIEW, v.limit("S23_MIGRAINE_MIN_AGE"))],
        "neck": [(REVIEW, v.limit("S23_NECK_MIN_AGE")), (NOTE, v.limit("S23_NECK_NOTE_BELOW"))],
        "spasticity": [(NOTE, v.limit("S23_SPASTICITY_ADULT_AGE"))],
        "back": [other],
        "knee": [other],
        "other": [other],
    }
    young_for = {condition: [level for level, below in lines[condition] if age < below] for condition in conditions(v)}
    raised = {condition for condition, levels in young_for.items() if levels}
    if any([v.has("condition", raised), v.has("condition-second", raised)]):
        v.rests_on("identity-birth-date", "identity-weight")
        weight = v.number("identity-weight")
        v.tell(v.say("weight not answered") if weight is None else v.say("weight {weight} kg", weight=weight))
    return worst(*[level for levels in young_for.values() for level in levels])


@rule(
    "S-24", REVIEW,
    says="Unwell or infection today",
    scope="A urine infection matters for bladder use",
    source="not verified; Botox medication guide (Head Wise print) [L3]", grade="K/B",
)
def unwell(v: View) -> Level | None:
    v.quote("safety-unwell-what")
    return level_if(REVIEW, v.has("safety-unwell", UNCERTAIN))


@rule(
    "S-25", NOTE,
    says="Not a labelled use: discuss evidence, consent and cost",
    scope="Back: never approved by FDA or Health Canada; knee (LPOS): in no label found",
    source="Cochrane CD008257 [G27]; design choice", grade="A/D",
)
def not_labelled(v: View) -> Level | None:
    """For the back the state of the evidence is told with it (dossier 3.4)."""
    unlabelled = {"back", "knee", "other"}
    if "back" in conditions(v):
        v.tell(
            v.say(
                "back: off-label, never approved by FDA or Health Canada; Cochrane review: evidence low or very low "
                "(3 trials, 123 people) [G27 A]"
            )
        )
        v.tell(
            v.say(
                "one small positive trial (31 people) [G30 B], one negative crossover trial (19 completers) [G28 A], "
                "a 2024 trial whose result was not reviewed [G29 A]"
            )
        )
        v.tell(v.say("large payers list neck and low back pain as not medically necessary [P12 B]"))
    return level_if(NOTE, v.has("condition", unlabelled), v.has("condition-second", unlabelled))


@rule("S-26", NOTE, says="Faints with needles, or allergy to numbing medicine", source="design choice", grade="D")
def needles(v: View) -> Level | None:
    return level_if(NOTE, v.yes("safety-faint"), v.yes("safety-numb-allergy"))


@rule("S-27", NOTE, says="Botulism vaccine: may blunt response", source="not verified", grade="K")
def vaccine(v: View) -> Level | None:
    return level_if(NOTE, v.has("safety-botulism-vaccine", UNCERTAIN))


# -- Mood, who answered, what is missing


@rule(
    "S-28", REVIEW,
    says="Mood screen positive: follow clinic pathway",
    scope="PHQ-2 only; the clinic may switch it off",
    source="PHQ-2 accuracy PMC2906530 [Q30]; PHQ owner statement (quoted) [Q29]", grade="A/B",
)
def mood(v: View) -> Level | None:
    total = v.number("phq2-total")
    if total is None or total < v.limit("S28_PHQ2_POSITIVE"):
        return None
    v.rests_on("phq2-interest", "phq2-down")
    return REVIEW


@rule("S-29", DATA, says="Not answered by the patient alone", scope="Print who and why", source="design choice", grade="D")
def answered_by_another(v: View) -> Level | None:
    if not v.has("responder-role", {"patient-help", "nurse", "interpreter", "proxy", "mixed"}):
        return None
    v.rests_on("responder-name", "responder-relation", "responder-proxy-why", "responder-interpreter-language")
    v.rests_on("responder-interpreter-kind")
    return DATA


@rule(
    "S-30", DATA,
    says="Critical item not answered",
    scope='Printed as "not answered", never as "denied"',
    source="design choice", grade="D",
)
def not_answered(v: View) -> Level | None:
    blanks = critical_blanks(v)
    v.reasons.extend(blanks)
    return level_if(DATA, bool(blanks))
