"""What was installed for the desktop is taken away again, and nothing else."""

from pathlib import Path

import pytest

from cnnviz.cli.desktop import install_desktop_entry, remove_desktop_entry


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()]


def test_what_was_installed_is_removed(tmp_path, script, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))  # without the tool that keeps a cache of its own there
    written = install_desktop_entry(tmp_path / "share")
    assert remove_desktop_entry(tmp_path / "share") == (written, [])
    assert not files_in(tmp_path / "share")
    assert remove_desktop_entry(tmp_path / "share") == ([], [])


def test_where_nothing_was_installed_nothing_is_removed_or_made(tmp_path):
    assert remove_desktop_entry(tmp_path / "share") == ([], [])
    assert not (tmp_path / "share").exists()


def test_an_entry_that_the_person_has_changed_is_removed_too(tmp_path, script):
    entry = install_desktop_entry(tmp_path)[0]
    entry.write_text(entry.read_text("utf-8").replace("Name=cnnviz", "Name=Windows over numbers"), "utf-8")
    assert entry in remove_desktop_entry(tmp_path)[0]


@pytest.mark.parametrize("which", range(3))
def test_what_somebody_else_has_put_there_is_left(tmp_path, script, which):
    written = install_desktop_entry(tmp_path)
    written[which].write_bytes(b"\xffmine")
    rest = [path for path in written if path != written[which]]
    assert remove_desktop_entry(tmp_path) == (rest, [written[which]])
    assert written[which].read_bytes() == b"\xffmine"


@pytest.mark.parametrize("dangling", [False, True])
def test_a_link_is_left_and_so_is_what_it_leads_to(tmp_path, script, dangling):
    entry = install_desktop_entry(tmp_path / "share")[0]
    entry.rename(tmp_path / "kept")
    entry.symlink_to(tmp_path / ("nowhere" if dangling else "kept"))
    assert remove_desktop_entry(tmp_path / "share")[1] == [entry]
    assert entry.is_symlink()
    assert (tmp_path / "kept").exists()


def test_what_cannot_be_removed_is_named(tmp_path, script, monkeypatch):
    install_desktop_entry(tmp_path)

    def fail(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", fail)
    with pytest.raises(OSError, match=r"\.desktop cannot be removed: Permission denied$"):
        remove_desktop_entry(tmp_path)
