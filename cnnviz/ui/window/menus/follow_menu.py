"""Which filter or channel the steps go through, as a menu."""

from functools import partial

from cnnviz.experiment.convolution import Convolution
from cnnviz.explain.channels import channel_text
from cnnviz.qt import QMenu, QObject
from cnnviz.session.session import Session


class FollowMenu(QObject):
    """Fills a menu with the filters that can be followed, and all of them in turn; the one in force is marked."""

    def __init__(self, session: Session, menu: QMenu) -> None:
        super().__init__(menu)
        self._session, self._menu = session, menu

    def fill(self) -> None:
        """Offer every filter of the experiment as it is now."""
        self._menu.clear()
        experiment, followed = self._session.experiment, self._session.options.follow
        count = experiment.most_channels
        filters = any(isinstance(layer, Convolution) for layer in experiment.layers)
        for number in (None, *range(count)):
            if number is None:
                text = self.tr("&All in turn")
            else:
                text = channel_text(number, count, image=not filters, filters=filters)
            action = self._menu.addAction(text or self.tr("the only one"))
            action.setObjectName("play.follow_all" if number is None else f"play.follow_{number}")
            action.setCheckable(True)
            action.setChecked(number == followed)
            action.setEnabled(count > 1)
            action.triggered.connect(partial(self._follow, number))

    def _follow(self, number: int | None, *_: object) -> None:
        self._session.follow(number)
