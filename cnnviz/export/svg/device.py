"""A device to paint on that becomes an SVG file."""

from cnnviz.export.svg.elements import attributes, grouped, plain
from cnnviz.export.svg.engine import SvgEngine
from cnnviz.export.svg.letters import faces
from cnnviz.qt import QPaintDevice

_METRIC = QPaintDevice.PaintDeviceMetric
_DOTS = 96  # an inch, as CSS counts


class SvgDevice(QPaintDevice):
    """So many pixels wide and high, shown `scale` times as large as they are on a screen."""

    def __init__(self, width: int, height: int, scale: int = 1) -> None:
        super().__init__()
        self._size, self._scale, self._engine = (width, height), scale, SvgEngine()
        inch = 25.4 / _DOTS
        self._metrics = {
            _METRIC.PdmWidth: width,
            _METRIC.PdmHeight: height,
            _METRIC.PdmWidthMM: round(width * inch),
            _METRIC.PdmHeightMM: round(height * inch),
            _METRIC.PdmDpiX: _DOTS,
            _METRIC.PdmDpiY: _DOTS,
            _METRIC.PdmPhysicalDpiX: _DOTS,
            _METRIC.PdmPhysicalDpiY: _DOTS,
            _METRIC.PdmDevicePixelRatio: 1,
            _METRIC.PdmDevicePixelRatioScaled: round(self.devicePixelRatioFScale()),
            _METRIC.PdmDepth: 32,
            _METRIC.PdmNumColors: 2**31 - 1,
        }

    def paintEngine(self) -> SvgEngine:
        """Return what collects the elements."""
        return self._engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        """Return its size and resolution."""
        return self._metrics[metric]

    def text(self, title: str = "", description: str = "", metadata: str = "") -> str:
        """Return the file, once all is painted."""
        width, height = self._size
        root = attributes(
            xmlns="http://www.w3.org/2000/svg",
            width=width * self._scale,
            height=height * self._scale,
            viewBox=f"0 0 {width} {height}",
        )
        cuts = "".join(
            f'<clipPath id="clip{number}"><rect {attributes(x=x, y=y, width=w, height=h)}/></clipPath>'
            for number, (x, y, w, h) in enumerate(rect.getRect() for rect in self._engine.clips)
        )
        parts = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<svg {root} role="img" aria-label="{plain(title)}">',
            f"<title>{plain(title)}</title><desc>{plain(description)}</desc>",
            metadata,
            f"<defs><style>{faces(self._engine.letters)}</style>{cuts}</defs>",
            f'<g font-family="Roboto,sans-serif" xml:space="preserve">{grouped(self._engine.elements)}</g>',
            "</svg>",
        ]
        return "\n".join(filter(None, parts)) + "\n"
