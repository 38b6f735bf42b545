"""Crowded visits: the example of each condition with every list long, as one real patient in a hundred brings them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from intake.tell.summary import Allergies, Allergy, Flag, Medicine, Medicines, Note, Quote, Region, Summary, ToxinVisit, Treatment

CASES = ("M2", "CD2", "SP1", "BP2", "LP1", "OT1")
"""One example of each condition."""

TAKEN = (("apixaban", "S-17"), ("diazepam", "S-13"), ("nortriptyline", "S-14"), ("heparin", "S-17"), ("pyridostigmine", "S-12"), ("tizanidine", "S-13"))
OTHERS = ("rizatriptan", "candesartan", "magnesium", "coenzyme Q10", "levodopa", "melatonin", "acetaminophen, as needed", "tramadol + acetaminophen")
TRIED = ("topiramate", "propranolol", "amitriptyline", "baclofen", "gabapentin", "splint", "occupational therapy", "nerve block", "massage", "acupuncture", "duloxetine", "botulinum toxin")
REASONS = {"S-17": "Blood thinner or daily aspirin", "S-13": "Muscle relaxant: weakness may add up", "S-14": "Anticholinergic: dry mouth, urine retention, blurred vision may add up",
           "S-25": "Not a labelled use: discuss evidence, consent and cost", "S-27": "Botulism vaccine: may blunt response", "TX-03": "Short interval or booster: antibody risk factor", "TX-05": "Partial response; weakness without benefit points away from immunoresistance"}
FLAGS = (("S-12", "Other drug acting at the nerve-muscle junction", "pyridostigmine"), ("S-15", "Other toxin inside the interval, or date not certain", "Mar-2026"),
         ("S-19", "Problem after a past toxin visit", "My right eyelid hung for three weeks"), ("S-24", "Unwell or infection today", "Fever 38.6 C since yesterday, and a stiff neck"), ("S-18", "Bleeding risk to check before injecting", "Yes"))
WORDS = "The pain starts in my neck in the morning and by noon the whole left side throbs, so that I must lie down in a dark room until the evening."
BRANDS = ("Botox", "Dysport", "Xeomin")


def crowd(base: Summary) -> Summary:
    """Nine injections, twelve treatments, fourteen medicines of which six have a finding, an urgent finding and five flags, two places that hurt."""
    cut = WORDS[:118].rsplit(" ", 1)[0]
    return replace(
        base, own_words=Quote(WORDS, cut, True, "answered", ("Q3",)), goal=Quote("Fewer sick days at work", "Fewer sick days at work", False, "answered", ("Q95",)),
        urgent=(Flag("RF-G1", "URGENT", "URGENT", "Chest pain, severe breathlessness, swelling or near-faint now", ("Short of breath right now at rest",), "Now; the patient is shown no cause", (), ("Q75",)),),
        urgent_words=Quote(WORDS, WORDS, False, "answered", ("Q76",)),
        flags=tuple(Flag(key, "REVIEW", "REVIEW", sentence, (quote,), "The effect of another toxin within several months is unknown; weakness may add up", (), (f"Q{61 + n}", f"Q{80 + n}.2")) for n, (key, sentence, quote) in enumerate(FLAGS)),
        regions=(Region("temple-left", "Left temple"), Region("neck-back", "Back of neck")),
        toxin=tuple(ToxinVisit(f"{10 + n}-Feb-{2026 - n}", f"{2026 - n}-02-{10 + n}", 34 + 365 * n, brand=BRANDS[n % 3], reason="Headaches or migraine", clinic="Another medical clinic", units=f"{155 + n} units as stated",
                               sites="Forehead, Left temple, Back of neck", benefit=Decimal(60 - n), lasted="10 weeks", weak="No", booster="No", refs=(f"Q{92}.{n + 1}",)) for n in range(9)),
        toxin_status="", toxin_words=("My right eyelid hung for three weeks",),
        treatments=tuple(Treatment(name, f"{25 * (n + 1)} mg", weeks=9 + n, start=f"Jan-{2012 + n}", start_at=f"{2012 + n}-01", still=n in (3, 6), result="It did not help" if n % 2 else "It made me feel bad",
                                   why_stopped=("Side effects",), side_effects="tired all day, gained weight", refs=(f"Q100.{n + 1}",)) for n, name in enumerate(TRIED)),
        treatments_status="",
        medicines=Medicines(tuple(Medicine(name, "10 mg", "twice a day", "for the pain", because=(key,), refs=(f"Q58.{n + 1}",)) for n, (name, key) in enumerate(TAKEN)), tuple(Medicine(name, "5 mg", "once a day") for name in OTHERS), "", ("Q58",)),
        allergies=Allergies((Allergy("penicillin", "hives"), Allergy("latex", "rash")), (), "", ("Q60",)),
        notes=tuple(Note(key, "NOTE", sentence, tuple(name for name, why in TAKEN if why == key) or ("Yes",), (f"Q{70 + n}",), "what it covers") for n, (key, sentence) in enumerate(REASONS.items())),
    )
