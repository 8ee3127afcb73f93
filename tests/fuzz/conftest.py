"""The seed of the day is said before the tests run."""

from import_seeds import SEED


def pytest_report_header():
    return f"fuzz seed: {SEED} (CNNVIZ_FUZZ_SEED sets another)"
