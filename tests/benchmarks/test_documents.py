"""How fast a document is saved and opened: `python -m pytest tests/benchmarks/test_documents.py -q -s`."""

from measured_ratios import in_turns
from measured_windows import Numbers, deep_network

from cnnviz.storage import Document
from cnnviz.storage.reading import document_of
from cnnviz.storage.writing import text_of

NUMBERS = "paintings of two hundred numbers"


def test_saving_and_opening(measured, qapp, collected_rarely):
    collected_rarely()
    document = Document(deep_network(64, 3, 8))
    content = text_of(document).encode()
    for name, work in (("save", lambda: text_of(document)), ("open", lambda: document_of(content))):
        works = {f"{name} a document of 64x64x3, 8 filters": work, NUMBERS: Numbers().paint_all}
        measured.compare(lambda works=works: in_turns(works, 60))
