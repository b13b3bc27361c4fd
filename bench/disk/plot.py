#!/usr/bin/env python3
"""Draws the commits a second of `./dev bench disk` as SVG: plot.py RESULTS.json OUT.svg"""

import json
import math
import sys
from xml.sax.saxutils import escape

PANELS = [
    ("updates", "16 random updates in 100,000 rows"),
    ("tree", "an insert and a removal in an ordered map"),
]
COLOURS = {1: "#9ecae1", 2: "#4292c6", 8: "#08306b"}  # threads, from light to dark
INK, GREY, GRID = "#222222", "#666666", "#dddddd"

WIDTH, LEFT, RIGHT = 760, 130, 30
ROW, PANEL_GAP, TOP = 30, 78, 70


class Scale:
    """Commits a second to x, by powers of ten."""

    def __init__(self, values):
        self.low = math.floor(math.log10(min(values)))
        self.high = math.ceil(math.log10(max(values)))
        self.high += self.high == self.low

    def x(self, value):
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def powers(self):
        return [10**exponent for exponent in range(self.low, self.high + 1)]


def text(x, y, content, anchor="start", size=12, colour=INK, weight="normal"):
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" '
        f'fill="{colour}" font-weight="{weight}">{escape(content)}</text>'
    )


def line(x1, y1, x2, y2, colour, width=1):
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f'stroke="{colour}" stroke-width="{width}"/>'
    )


def dot(x, y, threads):
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5.5" fill="{COLOURS[threads]}" stroke="white"/>'


def short(value):
    """1234567 as 1.2M."""
    for unit, size in (("M", 1e6), ("k", 1e3)):
        if value >= size:
            return f"{value / size:.3g}{unit}"
    return f"{value:.3g}"


def legend(threads):
    parts, x = [], LEFT
    for count in threads:
        parts.append(dot(x + 6, 47, count))
        parts.append(text(x + 17, 51, f"{count} thread{'s' * (count > 1)}", size=11, colour=GREY))
        x += 90
    return parts


def panel(title, results, scale, top):
    """One row a contender, one dot a number of threads; the best is labelled."""
    rows = {}
    for result in results:
        rows.setdefault(result["label"], []).append(result)
    bottom = top + ROW * len(rows)
    parts = [text(LEFT, top - 10, title, weight="bold")]
    for power in scale.powers():
        parts.append(line(scale.x(power), top, scale.x(power), bottom, GRID))
        parts.append(
            text(scale.x(power), bottom + 15, short(power), "middle", size=11, colour=GREY)
        )
    for index, (label, dots) in enumerate(rows.items()):
        y = top + ROW * (index + 0.5)
        values = [result["per second"] for result in dots]
        parts.append(text(LEFT - 10, y + 4, label, "end"))
        parts.append(line(scale.x(min(values)), y, scale.x(max(values)), y, "#bbbbbb", 2))
        for result in sorted(dots, key=lambda result: -result["threads"]):
            parts.append(dot(scale.x(result["per second"]), y, result["threads"]))
        best = scale.x(max(values))
        side = ("end", min(scale.x(v) for v in values) - 10) if best > WIDTH - 80 else ("start", best + 10)
        parts.append(text(side[1], y + 4, short(max(values)), side[0], size=11, colour=GREY))
    return parts, bottom


def draw(document):
    results = [
        result
        for result in document["results"]
        if result["workload"] in dict(PANELS) and result["per second"] > 0
    ]
    if not results:
        sys.exit("plot.py: these results have no commits")
    scale = Scale([result["per second"] for result in results])
    parts = [text(LEFT, 24, "Commits a second on one ordinary disk (logarithmic)", size=15, weight="bold")]
    parts += legend(sorted({result["threads"] for result in results}))
    top = TOP + 28
    for workload, title in PANELS:
        of_panel = [result for result in results if result["workload"] == workload]
        if of_panel:
            drawn, bottom = panel(title, of_panel, scale, top)
            parts += drawn
            top = bottom + PANEL_GAP
    height = top - PANEL_GAP + 30
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" '
        f'width="{WIDTH}" height="{height:.0f}" font-family="Helvetica, Arial, sans-serif">\n'
        f'<rect width="100%" height="100%" fill="white"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: plot.py RESULTS.json OUT.svg")
    with open(sys.argv[1], encoding="utf-8") as source:
        picture = draw(json.load(source))
    with open(sys.argv[2], "w", encoding="utf-8") as target:
        target.write(picture)


if __name__ == "__main__":
    main()
