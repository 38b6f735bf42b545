"""Still: a house whose clock and numbers never differ, so that the same case gives the same files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path

from intake.ask.clinic import Channels, Clinic, Folder
from ui.app import build
from ui.house import House

BEGIN = time(10, 0)


def still_clock(day: date) -> Callable[[], datetime]:
    """A clock of one day that goes on one second each time it is looked at."""
    seconds = count()
    return lambda: datetime.combine(day, BEGIN, UTC) + timedelta(seconds=next(seconds))


def still_house(
    day: date, data_folder: Path, *, chart: Path | None = None, visit_id: str = "DEMO-1", languages: tuple[str, ...] = ("en",),
    pathway: str | None = "demo", given: dict | None = None, settings: dict | None = None,
) -> House:  # fmt: skip
    """A house for one scripted visit on `day`: its store in `data_folder`, its channel the folder `chart`; `settings` as in clinic.toml."""
    facts = {
        "name": "Fictional clinic",
        "languages": languages,
        "patient_language_default": languages[0],
        "phq2_pathway": pathway,
        "privacy_notice": NOTICE,
        "channels": Channels(folder=Folder(path=chart) if chart else None),
    }
    clinic = Clinic.model_validate(facts | (settings or {}))
    return build(clinic=clinic, data_folder=data_folder, clock=still_clock(day), new_id=lambda: visit_id, given=given)


NOTICE = {
    "en": """This clinic keeps your answers in your chart. Only the people who care for you may read them.

You may ask to see your answers and to have them corrected. You may say which parts should not be shared. The clinic's
privacy officer answers questions; the front desk tells you how to reach them.

This is an invented notice for a demonstration.""",
    "fr-CA": """Cette clinique garde vos réponses dans votre dossier. Seules les personnes qui vous soignent peuvent les lire.

Vous pouvez demander à voir vos réponses et à les faire corriger. Vous pouvez dire ce qui ne doit pas être partagé. La personne
responsable de la vie privée répond aux questions; l’accueil vous dit comment la joindre.

Ceci est un avis inventé pour une démonstration.""",
    "es": """Esta clínica guarda sus respuestas en su expediente. Solo las personas que le atienden pueden leerlas.

Puede pedir ver sus respuestas y que se corrijan. Puede decir qué partes no se deben compartir. La persona encargada de la
privacidad responde a las preguntas; en recepción le dicen cómo hablar con ella.

Este es un aviso inventado para una demostración.""",
}
