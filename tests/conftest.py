"""What every test shares: an offscreen Qt, a fixed language and time zone, and no way to the network."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LC_ALL", "C.UTF-8")
for name in [n for n in os.environ if n.startswith("RL_")]:
    del os.environ[name]
