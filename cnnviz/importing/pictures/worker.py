"""The process that decodes one picture: the file is its input, the pixels are its output, and it is held to limits."""

import json
import sys

from cnnviz.importing.pictures.decoding import decode
from cnnviz.importing.pictures.kinds import Kind
from cnnviz.importing.source import Refused

SECONDS = 20
"""How long the processor may be at it: longer than with all that is within the limits, on a slow computer too."""
_MEMORY = 320 * 2**20  # bytes beyond what it has when it begins


def main() -> None:
    """Decode what stands in the standard input, as the argument says, and write it as `apart` expects it."""
    kind, name = json.loads(sys.argv[1])
    limit()
    try:
        decoded = decode(sys.stdin.buffer, Kind[kind], name)
    except Refused as error:
        sys.stdout.buffer.write(json.dumps({"refused": str(error)}).encode() + b"\n")
        return
    said = {"width": decoded.width, "height": decoded.height, "shape": decoded.pixels.shape}
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n")
    sys.stdout.buffer.write(decoded.pixels.tobytes())


def limit() -> None:
    """Keep the process from more time and memory than a picture may take, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    try:
        with open("/proc/self/status", encoding="ascii") as file:
            used = next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmData"))
        resource.setrlimit(resource.RLIMIT_DATA, (used + _MEMORY, used + _MEMORY))
    except (OSError, ValueError, StopIteration):
        pass
