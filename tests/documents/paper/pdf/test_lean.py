"""What making paper loads, in a process of its own; and no collections meanwhile."""

import gc
import subprocess
import sys

import pytest

from kjr.documents.paper.pdf.lean import pause_garbage_collection

LOADED = "import sys; print(*sorted({'fpdf', 'numpy', 'cryptography'} & set(sys.modules)))"


def loaded_after(code):
    command = [sys.executable, "-c", f"{code}\n{LOADED}"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


def test_only_fpdf_itself_is_loaded():
    assert loaded_after("import kjr.documents.paper.pdf.lean as lean; lean.import_fpdf()") == [
        "fpdf"
    ]


def test_what_is_loaded_already_stays_and_the_rest_can_still_be_loaded():
    lean = "import numpy, kjr.documents.paper.pdf.lean as lean"
    code = f"{lean}; lean.import_fpdf(); import cryptography"
    assert loaded_after(code) == ["cryptography", "fpdf", "numpy"]


def test_importing_kjr_paper_loads_no_fpdf():
    assert (
        loaded_after("import kjr.documents.paper.pdf.rendering, kjr.documents.paper.word.rendering")
        == []
    )


def test_collections_are_put_off_and_come_back_even_after_a_failure():
    with pytest.raises(ValueError, match="示例"), pause_garbage_collection():
        assert not gc.isenabled()
        raise ValueError("示例")
    assert gc.isenabled()


def test_one_inside_another_does_not_bring_them_back_too_early():
    with pause_garbage_collection():
        with pause_garbage_collection():
            pass
        assert not gc.isenabled()
