"""The colours of the charts: one palette for a light ground, one for a dark one, with the same roles."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """What each colour is for, on every page. Marks have at least 3 to 1 against the ground, text at least 4.5 to 1.

    `looked_at`: what the chart is about, such as the open. `rest`: what stands beside it, is over or is not chosen.
    `second`: what came in. `late`: what is past its date, always with a word or a mark beside it. `series`: lines.
    """

    looked_at: str
    rest: str
    second: str
    late: str
    text: str
    soft_text: str
    ground: str
    grid: str
    baseline: str
    wash: str
    series: tuple[str, str, str, str]

    def colour(self, role: str) -> str:
        """The colour of a role by its name; those of the lines are `series_0` to `series_3`."""
        name, _, place = role.rpartition("_")
        return self.series[int(place)] if name == "series" else str(getattr(self, role))


LIGHT = Palette(
    looked_at="#12436D",
    rest="#8A949E",
    second="#2073BC",
    late="#801650",
    text="#0B1218",
    soft_text="#4A5661",
    ground="#FFFFFF",
    grid="#E3E7EB",
    baseline="#C7CED6",
    wash="#F0F3F6",
    series=("#12436D", "#28A197", "#A285D1", "#F46A25"),
)

DARK = Palette(
    looked_at="#8CC1EE",
    rest="#5A6772",
    second="#5694CA",
    late="#D98CB3",
    text="#E8ECEF",
    soft_text="#B4BEC7",
    ground="#10181F",
    grid="#2A3640",
    baseline="#3C4954",
    wash="#18232C",
    series=("#8CC1EE", "#4DBDB3", "#C3AEE6", "#F79A69"),
)


def recolouring() -> dict[str, str]:
    """Each colour of the light palette and its counterpart of the dark one, to recolour a drawn figure by."""
    pairs = {
        getattr(LIGHT, field.name): getattr(DARK, field.name) for field in fields(Palette) if field.name != "series"
    }
    return {**dict(zip(LIGHT.series, DARK.series, strict=True)), **pairs}
