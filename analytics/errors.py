"""The one family of errors whose message is a sentence for the analyst; everything else is a defect."""

from __future__ import annotations


class RegisterError(Exception):
    """Something the reader of the message can put right; `str(error)` is a clear sentence or two."""


class UnreadableFile(RegisterError):
    """A file that cannot be read as a table: what it is, what is wrong, and what would be right."""


class LayoutError(RegisterError):
    """A layout that cannot be used: the file, the entry, and what would be right."""


class WrongUsage(RegisterError):
    """Something was asked for in words that nothing here knows, or that cannot be."""


class WrongChoice(WrongUsage):
    """A pack that cannot be asked for: a section that there is not, a day that cannot be."""


class WrongFilter(WrongUsage):
    """A filter that names no known field or a value that cannot be one."""


class EmptyRegister(RegisterError):
    """The register holds no extract yet, so there is nothing to show."""


class DamagedRegister(EmptyRegister):
    """Every extract of the register is damaged, so there is nothing to show; the message names each."""


class NoRoom(RegisterError):
    """The dashboard's temporary folder is full, or gone, so a figure could not be worked out."""


class LoadRefused(RegisterError):
    """An extract that was not loaded; `reasons` holds every reason, each a sentence."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons
