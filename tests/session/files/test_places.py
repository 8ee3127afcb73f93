"""Where a person's own files are, and that nothing there can keep a start waiting."""

import os

import numpy as np
import pytest

from cnnviz.session.files import places
from cnnviz.session.settings.settings import THEME, Settings


@pytest.fixture
def home(qapp, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


def test_the_folder_is_named_once(home):
    assert places.data_folder() == home / "data" / "cnnviz"
    assert places.log_file() == home / "data" / "cnnviz" / "cnnviz.log"
    assert places.own_presets().folder == home / "data" / "cnnviz" / "presets"


def test_presets_from_the_folder_that_was_named_twice_are_brought_along(home):
    places.own_presets().save("mine", np.eye(3)[..., None])
    (home / "data" / "cnnviz" / "cnnviz").mkdir()
    (home / "data" / "cnnviz" / "presets").rename(home / "data" / "cnnviz" / "cnnviz" / "presets")
    assert list(places.own_presets().read()[0]) == ["mine"]
    assert not (home / "data" / "cnnviz" / "cnnviz" / "presets").exists()
    assert list(places.own_presets().read()[0]) == ["mine"]


def test_presets_in_both_folders_stay_where_they_are(home):
    places.own_presets().save("new", np.eye(3)[..., None])
    before = home / "data" / "cnnviz" / "cnnviz" / "presets"
    before.mkdir(parents=True)
    (before / "old.json").touch()
    assert list(places.own_presets().read()[0]) == ["new"]
    assert (before / "old.json").exists()


def test_where_nothing_is_yet_nothing_is_made(home):
    places.own_presets()
    places.check_files()
    assert not list(home.iterdir())


KEPT = ["config/cnnviz/cnnviz.conf", "config/cnnviz/cnnviz.conf.lock", "data/cnnviz/cnnviz.log"]


@pytest.mark.parametrize("name", KEPT)
def test_files_and_links_to_files_are_taken(home, name):
    (home / name).parent.mkdir(parents=True)
    (home / "elsewhere").touch()
    (home / name).symlink_to(home / "elsewhere")
    places.check_files()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("name", KEPT)
def test_a_pipe_is_refused_in_one_sentence(home, name):
    (home / name).parent.mkdir(parents=True)
    os.mkfifo(home / name)
    with pytest.raises(
        OSError, match=r"is needed for the (settings|log) and is no file: please move it away$"
    ) as caught:
        places.check_files()
    assert str(home / name) in str(caught.value)


def test_what_is_watched_is_what_is_used(home):
    settings = Settings(places.settings_file())
    settings.set(THEME, "dark")
    settings.save()
    assert (home / KEPT[0]).read_text().split() == ["[view]", 'theme="dark"']
