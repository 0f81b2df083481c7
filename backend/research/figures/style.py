"""One look for all figures: paper, ink, colours, sizes readable at a width of 900 pixels."""

from ...motion import files
from ...preview import figure, view

INK, FAINT, ACCENT, SECOND = "#20242a", "#9aa3ad", "#b3261e", "#1f6fd0"
AMOUNT, CHANGE = "magma_r", "PuOr_r"
_DPI = 110
_RULES = {
    "font.size": 11, "axes.titlesize": 11, "axes.labelsize": 11, "xtick.labelsize": 10, "ytick.labelsize": 10,
    "legend.fontsize": 10, "axes.edgecolor": FAINT, "axes.linewidth": 0.8, "text.color": INK,
    "axes.labelcolor": INK, "xtick.color": INK, "ytick.color": INK, "axes.spines.top": False,
    "axes.spines.right": False,
}  # fmt: skip


class Page:
    """A sheet of `width` × `height` inches whose panels are placed in inches from the lower left corner."""

    def __init__(self, width, height):
        self.pyplot = figure.pyplot_for_files()
        self.width, self.height = width, height
        with self.pyplot.rc_context(_RULES):
            self.sheet = self.pyplot.figure(figsize=(width, height), dpi=_DPI, facecolor=view.PAPER)

    def panel(self, x, y, width, height, **more):
        with self.pyplot.rc_context(_RULES):
            return self.sheet.add_axes(
                (x / self.width, y / self.height, width / self.width, height / self.height), **more
            )

    def text(self, x, y, words, **more):
        self.sheet.text(x / self.width, y / self.height, words, color=more.pop("color", INK), **more)

    def scale(self, picture, x, y, height, label, **more):
        """A colour scale beside a picture."""
        with self.pyplot.rc_context(_RULES):
            bar = self.sheet.colorbar(picture, cax=self.panel(x, y, 0.12, height), **more)
            bar.set_label(label)
            bar.outline.set_visible(False)
        return bar

    def save(self, path):
        """Write the PNG, as small as it goes without loss."""
        import io

        from PIL import Image

        scratch = io.BytesIO()
        self.sheet.savefig(scratch, format="png")
        self.pyplot.close(self.sheet)
        with files.replacing(path) as file:
            Image.open(scratch).convert("RGB").save(file, "PNG", optimize=True)
        return path


def signed(value):
    """A number with two decimals and a sign that is as wide as a plus."""
    return f"{value:+.2f}".replace("-", "−")


def shorten(text, length):
    """`text`, cut at a word so that it has at most `length` letters."""
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"
