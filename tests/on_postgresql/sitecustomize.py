"""Run by Python as it begins, where tests have their state on PostgreSQL."""

import os

if os.environ.get("KJR_TESTS_PORT"):
    from tests.on_postgresql import redirect_folders

    redirect_folders()
