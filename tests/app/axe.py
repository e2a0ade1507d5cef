"""axe-core in the page (WCAG 2.2 AA), and what it finds."""

from pathlib import Path

SOURCE = (Path(__file__).parent / "axe-4.14.1.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page):
    """Each broken rule with the elements that break it."""
    if page.evaluate("!window.axe"):
        page.evaluate(SOURCE + "; undefined")
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    return [
        (v["id"], [node["html"][:160] + " | " + node["failureSummary"][:300] for node in v["nodes"][:3]])
        for v in found["violations"]
    ]
