"""What PowerPoint's files can say and python-pptx has no word for: descriptions, lines of cells, parts of charts."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import quoteattr

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

EXTENSION = "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"
DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
CHART_2012 = "http://schemas.microsoft.com/office/drawing/2012/chart"


def tree(thing: Any) -> Any:
    """The XML element behind an object of python-pptx."""
    return thing._element if hasattr(thing, "_element") else thing._tc


def described(frame: Any, words: str) -> None:
    """Say what a chart or a table shows to a reader who does not see it."""
    tree(frame).nvGraphicFramePr.cNvPr.set("descr", words)


def decorative(shape: Any) -> None:
    """Say that a shape shows nothing that a reader would miss."""
    inner = f'<adec:decorative xmlns:adec="{DECORATIVE}" val="1"/>'
    ext = f'<a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">{inner}</a:ext>'
    tree(shape).nvSpPr.cNvPr.append(element_from_text(f"<a:extLst>{ext}</a:extLst>"))


def element_from_text(xml: str) -> Any:
    """An element of a drawing or a chart out of its text; a: and c: need no declaration."""
    end = min(at for at in (xml.find(" "), xml.find("/"), xml.find(">")) if at > 0)
    return parse_xml(f"{xml[:end]} {nsdecls('a', 'c')}{xml[end:]}")


def placeholder_kind(shape: Any) -> str:
    """What a placeholder is for, in PowerPoint's word; nothing for another shape."""
    holder = tree(shape).find(f".//{qn('p:ph')}")
    return "" if holder is None else str(holder.get("type", ""))


def paragraphs_of(shape: Any) -> Any:
    """The settings of a placeholder's first level of paragraphs."""
    return tree(shape).iter(qn("a:lvl1pPr"))


def titles_at_the_left(master: Any) -> None:
    """Titles begin at the left, as on a page."""
    tree(master).find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}").set("algn", "l")


def speak(part: Any, language: str) -> None:
    """Every text of a part says its language."""
    for tag in ("a:rPr", "a:defRPr", "a:endParaRPr"):
        for element in tree(part).iter(qn(tag)):
            element.set("lang", language)


def remove_shape(shape: Any) -> None:
    """Take a shape away."""
    tree(shape).getparent().remove(tree(shape))


def insert_shape(slide: Any, element: Any) -> None:
    """Add a copied shape to a slide, under a number of its own."""
    tree(slide.shapes).append(element)
    element.nvSpPr.cNvPr.set("id", str(len(slide.shapes) + 1))


def without_style(table: Any) -> None:
    """No bands and no grid; to a screen reader too the first row has the headings, the first column the names."""
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
    table.first_row, table.first_col, table.horz_banding = True, True, False


def empty(paragraph: Any, points: float) -> None:
    """A paragraph without words is as high as one with words of that size; by itself it would be half as high again."""
    tree(paragraph).append(element_from_text(f'<a:endParaRPr sz="{round(points * 100)}"/>'))


def underline(cell: Any, colour: str, points: float) -> None:
    """A thin line below a cell of a table."""
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    tree(cell).get_or_add_tcPr().append(
        element_from_text(f'<a:lnB w="{round(points * 12_700)}" cmpd="sng">{fill}</a:lnB>')
    )


def plot_area(chart: Any, x: float, y: float, right: float, bottom: float) -> None:
    """Where the marks of a chart stand, in shares of it; names and numbers of its axes have what is left."""
    area = tree(chart).find(f".//{qn('c:plotArea')}")
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    reported = {"layoutTarget": "inner", "xMode": "edge", "yMode": "edge"}
    reported |= {"x": f"{x:.3f}", "y": f"{y:.3f}", "w": f"{right - x:.3f}", "h": f"{bottom - y:.3f}"}
    settings = "".join(f'<c:{name} val="{value}"/>' for name, value in reported.items())
    area.insert(0, element_from_text(f"<c:layout><c:manualLayout>{settings}</c:manualLayout></c:layout>"))


def every_name(chart: Any) -> None:
    """No name of the axis of names is left out for want of room."""
    tree(chart.category_axis).find(qn("c:noMultiLvlLbl")).addprevious(element_from_text('<c:tickLblSkip val="1"/>'))


def by_months(chart: Any, step: int) -> None:
    """An axis of days labelled by month, a name every so many months."""
    axis = chart.category_axis
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "mmm yyyy", False
    element = tree(axis)
    for tag in ("c:majorUnit", "c:majorTimeUnit"):
        for old in element.findall(qn(tag)):
            element.remove(old)
    element.append(element_from_text(f'<c:majorUnit val="{step}"/>'))
    element.append(element_from_text('<c:majorTimeUnit val="months"/>'))
    element.find(qn("c:baseTimeUnit")).set("val", "months")


def number_of_point(series: Any, at: int, style: Any) -> Any:
    """The number of one mark, shown; `style` is given its letters' font."""
    label = series.points[at].data_label
    style(label.font)
    label._dLbl.find(qn("c:showVal")).set("val", "1")
    return label


def raised(series: Any, at: int, style: Any, up: float, number_format: str) -> None:
    """The number of one column that share of the chart above its middle, in a format of its own."""
    element = number_of_point(series, at, style)._dLbl
    manual = f'<c:manualLayout><c:x val="0"/><c:y val="{-up:.4f}"/></c:manualLayout>'
    place = element_from_text(f"<c:layout>{manual}</c:layout>")
    element.find(qn("c:idx")).addnext(place)
    place.addnext(element_from_text(f'<c:numFmt formatCode={quoteattr(number_format)} sourceLinked="0"/>'))


def unbroken(labels: Any) -> None:
    """The numbers of a series stay on one line, however small the chart."""
    for settings in tree(labels).iter(qn("a:bodyPr")):
        settings.set("wrap", "none")


def without_leaders(series: Any) -> None:
    """No line is drawn from a mark to its number."""
    inner = f'<c15:showLeaderLines xmlns:c15="{CHART_2012}" val="0"/>'
    ext = f'<c:ext uri="{EXTENSION}">{inner}</c:ext>'
    tree(series.data_labels).append(element_from_text(f"<c:extLst>{ext}</c:extLst>"))


def last_as_dashes(chart: Any, colour: str) -> None:
    """The last series of a chart of columns turned into a line that is not drawn, a wide dash at each of its points."""
    columns = tree(chart).find(f".//{qn('c:barChart')}")
    level = columns.findall(qn("c:ser"))[-1]
    columns.remove(level)
    line = element_from_text('<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/></c:lineChart>')
    line.append(_as_dashes(level, colour))
    line.append(element_from_text('<c:marker val="1"/>'))
    for axis in columns.findall(qn("c:axId")):
        line.append(element_from_text(f'<c:axId val="{axis.get("val")}"/>'))
    columns.addnext(line)


def _as_dashes(level: Any, colour: str) -> Any:
    """A series of columns as one of a line: no line, a dash as its mark, its number above."""
    for tag in ("c:invertIfNegative", "c:spPr"):
        for old in level.findall(qn(tag)):
            level.remove(old)
    fill = f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
    mark = element_from_text(f'<c:marker><c:symbol val="dash"/><c:size val="40"/>{fill}</c:marker>')
    shape = element_from_text("<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>")
    level.find(qn("c:tx")).addnext(shape)
    shape.addnext(mark)
    labels = level.find(qn("c:dLbls"))
    labels.find(qn("c:showLegendKey")).addprevious(element_from_text('<c:dLblPos val="t"/>'))
    for run in labels.iter(qn("a:defRPr")):
        run.set("b", "1")
    level.append(element_from_text('<c:smooth val="0"/>'))
    return level
