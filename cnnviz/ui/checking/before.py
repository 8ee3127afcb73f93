"""Before a file is chosen that is to be checked: what has to be in it."""

from cnnviz.qt import QLabel, QVBoxLayout, QWidget
from cnnviz.ui.dialogs.dialog import Dialog

EXAMPLES = (
    "conv_forward(x, w, b, stride, pad)",
    "conv_backward(dout, x, w, stride, pad)",
    "max_pool_backward(dout, x, size, stride)",
    "relu_backward(dout, x)",
    "linear_backward(dout, x, w)",
)
_WIDE, _HIGH = 480, 330


class BeforeDialog(Dialog):
    """Says what a solution looks like, and offers to choose one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("check_before", parent)
        self.setWindowTitle(self.tr("Check my code"))
        rows = QVBoxLayout(self)
        rows.setSpacing(10)
        what = self.tr(
            "Choose a Python file or a notebook with a function of your own, or a class with forward and "
            "backward. It is recognised by its name and the names of its parameters, like these:"
        )
        how = self.tr(
            "Other usual names do as well, and so does a part of these parameters. Have it return the arrays: "
            "the output, or dx, dw, db. It is called with arrays of several sizes, strides and paddings, so take "
            "sizes from their shapes."
        )
        arrays = self.tr("Arrays of yours (.npz, .npy) are compared with the engine's, and nothing is run.")
        last = self.tr("Before anything is run, you see how it was understood.")
        for text, kind in (
            (what, ""),
            ("\n".join(EXAMPLES), "strong"),
            (how, ""),
            (f"{arrays} {last}", "muted"),
        ):
            label = QLabel(text, self)
            label.setWordWrap(True)
            label.setProperty("kind", kind)
            rows.addWidget(label)
        rows.addStretch(1)
        buttons, _ = self.done_and_cancel("check_choose", self.tr("Choose a file…"))
        rows.addWidget(buttons)
        self.be_as_large(_WIDE, _HIGH)
