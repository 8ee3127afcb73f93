"""Where a person's own files are kept."""

from pathlib import Path

from PyQt5.QtCore import QStandardPaths

from cnnviz.experiment.kernels.own_presets import OwnPresets


def own_presets() -> OwnPresets:
    """Return the presets that the person has saved."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
    return OwnPresets(Path(folder) / "presets")
