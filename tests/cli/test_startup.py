"""What the command loads and sets before it does anything."""

import os
import subprocess
import sys
from pathlib import Path


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    heavy = "{'spacy', 'pyarrow', 'scipy', 'numpy'}"
    code = f"import sys; from scanner.cli.main import app; print(sorted({heavy} & set(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_matrix_products_get_one_thread_before_numpy_is_loaded() -> None:
    code = (
        "import os, sys\nimport scanner.cli.main as main\n"
        "loaded = 'numpy' in sys.modules\nsys.argv = ['x', '--version']\n"
        "try:\n    main.run()\nexcept SystemExit:\n    print(loaded, os.environ['OPENBLAS_NUM_THREADS'])"
    )
    env = {name: value for name, value in os.environ.items() if "NUM_THREADS" not in name}
    answer = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines()[-1] == "False 1"


def test_a_name_of_a_field_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "a"}\n')
    command = [str(Path(sys.executable).parent / "corpus-scanner"), "scan", "a.jsonl", "--out", "out"]
    answer = subprocess.run([*command, "--text-field", b"\xff"], cwd=tmp_path, capture_output=True, check=False)
    assert (answer.returncode, answer.stderr) == (2, b"corpus-scanner: --text-field: not UTF-8\n")
