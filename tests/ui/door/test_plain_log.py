import io
import logging

import pytest

from kjr.ui.door.plain_log import log_plainly


@pytest.fixture
def log():
    """What a server's log holds after these words."""
    before, said = logging.getLogRecordFactory(), io.StringIO()
    log_plainly()
    handler, logger = logging.StreamHandler(said), logging.getLogger("example")
    logger.addHandler(handler)
    yield logger, said
    logger.removeHandler(handler)
    logging.setLogRecordFactory(before)


def test_an_entry_steers_nothing_leads_to_nobody_and_holds_no_other(log):
    logger, said = log
    logger.error("the book of %s", "\x1b[2J甲\u202e138-0000-1234 示例\n2019-05-28 示例")
    assert said.getvalue() == "the book of ‹1B›[2J甲‹202E›××× 示例\n  2019-05-28 示例\n"


def test_what_is_not_seen_within_a_number_hides_it_from_nobody(log):
    logger, said = log
    logger.error("the book of %s", "138\x010000\x1f1234 示例")
    assert said.getvalue() == "the book of ××× 示例\n"


def test_nor_does_what_went_wrong(log):
    logger, said = log
    try:
        int("\x1b[2J13800001234")
    except ValueError:
        logger.exception("A page failed")
    told = said.getvalue()
    assert "ValueError" in told
    assert "\x1b" not in told
    assert "13800001234" not in told
