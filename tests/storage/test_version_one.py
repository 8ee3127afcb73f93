"""What version 1 has written opens for ever, whatever is written today. The file that is kept is never written anew."""

from bits import bits
from kept_documents import VERSION_1, every_kind

from cnnviz.run.compute import run_of
from cnnviz.storage import load
from cnnviz.storage.schema import RECORDS


def test_the_file_of_version_1_is_what_it_was():
    assert VERSION_1.read_text("utf-8").startswith('{\n "cnnviz": 1,\n')
    assert bits(load(VERSION_1)) == bits(every_kind())


def test_it_holds_every_kind_of_layer():
    text = VERSION_1.read_text("utf-8").replace('":"', '": "')
    assert all(
        f'"kind": "{record.__struct_config__.tag}"' in text.replace('":"', '": "')
        for record in RECORDS.values()
    )


def test_its_run_can_be_gone_through():
    document = load(VERSION_1)
    run = run_of(document.experiment, document.options)
    assert run.nearest(document.position) == document.position
