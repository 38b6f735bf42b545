"""The shield: neither the home folder nor the environment can reach ReportLab."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def run(code: str, **env: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT), **env})
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_settings_file_in_the_home_folder_is_not_executed(tmp_path):
    trace = tmp_path / "executed"
    (tmp_path / ".reportlab_settings").write_text(f"open({str(trace)!r}, 'w').close()\ninvariant = 0\n")
    assert run("import intake.tell.pdf; from reportlab import rl_config; print(rl_config.invariant)", HOME=str(tmp_path)).strip() == "1"
    assert not trace.exists()


def test_without_the_shield_it_would_be_executed(tmp_path):
    trace = tmp_path / "executed"
    (tmp_path / ".reportlab_settings").write_text(f"open({str(trace)!r}, 'w').close()\n")
    run("import reportlab.rl_config", HOME=str(tmp_path))
    assert trace.exists()


def test_a_settings_module_on_the_path_is_not_imported(tmp_path):
    (tmp_path / "reportlab_settings.py").write_text("raise SystemExit('imported')\n")
    run(f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import intake.tell.pdf")


def test_rl_variables_have_no_effect_and_are_gone():
    code = "import os, intake.tell.pdf; from reportlab import rl_config; print(rl_config.trustedHosts, rl_config.pageCompression, [k for k in os.environ if k.startswith('RL_')])"
    assert run(code, RL_trustedHosts="*", RL_pageCompression="0").strip() == "None 1 []"


def test_reportlab_imported_before_the_shield_is_refused():
    code = "import reportlab.rl_config\ntry:\n    import intake.tell.pdf\nexcept RuntimeError as error:\n    print(type(error).__name__)"
    assert run(code).strip() == "ShieldError"


def test_nothing_is_trusted():
    assert run("import intake.tell.pdf; from reportlab import rl_config as c; print(c.trustedHosts, c.trustedSchemes, c.toColorCanUse)").strip() == "None [] None"
