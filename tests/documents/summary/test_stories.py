import time

from kjr.documents.summary.stories import JOINED


def test_signs_between_places_are_listed_as_prose_does():
    said = {
        "银川 → 石嘴山->吴忠": "银川、石嘴山、吴忠",
        "讲座+义诊": "讲座、义诊",
        "C++ 讲座": "C++ 讲座",
    }
    assert {text: JOINED.sub("、", text) for text in said} == said


def test_a_pasted_run_of_blanks_costs_its_length():
    text = f"讲座{' ' * 30_000}义诊"
    began = time.process_time()
    assert JOINED.sub("、", text) == text
    assert time.process_time() - began < 0.5
