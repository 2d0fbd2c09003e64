"""Every unit's own summary in one archive, for the office to hand back."""

import io
import zipfile

from kjr.documents import briefs
from kjr.documents.paper.fonts import Fonts
from kjr.documents.paper.pdf import render_pdf
from kjr.figures.overview import Overview


def bundle_unit_summaries(overview: Overview, fonts: Fonts) -> bytes:
    """A .zip with one PDF for each unit that wrote anything; the same figures, the same bytes."""
    moment = overview.snapshot.taken
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for each in overview.standings:
            if each.entries:
                document = briefs.compose_unit_summary(overview, each.unit.name)
                entry = zipfile.ZipInfo(f"{each.unit.name}.pdf", moment.timetuple()[:6])
                archive.writestr(entry, render_pdf(document, moment, fonts).data)
    return file.getvalue()
