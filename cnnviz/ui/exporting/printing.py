"""Printing a worksheet, on whatever printer a person chooses."""

from cnnviz.export.subject import ExportOptions
from cnnviz.export.worksheet.paper import SIZES
from cnnviz.export.worksheet.worksheet import Questions, draw_sheets
from cnnviz.qt import QMarginsF, QPageSize, QPainter, QWidget, print_support

_DOTS = 96
_PAPERS = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}


def print_sheets(asked: Questions, options: ExportOptions, window: QWidget) -> None:
    """Let a person choose a printer, and print the pages there."""
    printing = print_support()
    printer = printing.QPrinter(printing.QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(_PAPERS[options.paper or next(iter(SIZES))]))
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF())
    printer.setCreator("cnnviz")
    dialog = printing.QPrintDialog(printer, window)
    dialog.setObjectName("print")
    dialog.accepted.connect(lambda: print_on(printer, asked, options))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def print_on(printer: object, asked: Questions, options: ExportOptions) -> None:
    """Print the pages on a printer, as large as they are."""
    painter = QPainter(printer)  # type: ignore[call-overload]
    dots = printer.resolution() / _DOTS  # type: ignore[attr-defined]
    painter.scale(dots, dots)
    try:
        draw_sheets(painter, printer.newPage, asked, options)  # type: ignore[attr-defined]
    finally:
        painter.end()
