"""A learner's own code, run beside the engine: where it differs, and why (no Qt)."""

from typing import Any


def __getattr__(name: str) -> Any:
    """Return `check` or `Report`, loaded when somebody asks for it."""
    if name == "check":
        from cnnviz.checking.checked import check

        return check
    if name == "Report":
        from cnnviz.checking.report import Report

        return Report
    raise AttributeError(f"there is no {name} in {__name__}")
