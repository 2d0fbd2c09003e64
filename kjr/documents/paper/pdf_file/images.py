"""Photographs as objects of a file, each once (ISO 32000-1, 8.9)."""

from kjr.documents.paper.pdf_file.objects import PdfObjects, Reference
from kjr.documents.paper.setting.standard import Photo


class ImageShelf:
    """The pictures of a file that is being made, and those on the page at hand."""

    def __init__(self, objects: PdfObjects) -> None:
        self.objects = objects
        self.numbers: dict[bytes, Reference] = {}
        self.on_page: dict[str, Reference] = {}

    def place_image(self, photo: Photo) -> str:
        """The name of a picture on the page at hand."""
        number = self.numbers.get(photo.data) or self.add_image(photo)
        self.numbers[photo.data] = number
        name = f"I{number:d}"
        self.on_page[name] = number
        return name

    def add_image(self, photo: Photo) -> Reference:
        """Put a picture into the file; it is packed already."""
        width, height = photo.pixels
        entries = {
            "Type": "/XObject",
            "Subtype": "/Image",
            "Width": width,
            "Height": height,
            "ColorSpace": "/DeviceRGB",
            "BitsPerComponent": 8,
            "Filter": "/DCTDecode",
        }
        return self.objects.add_stream(photo.data, entries, packed=False)

    def take_names(self) -> dict[str, Reference]:
        """The pictures of the page at hand; the next page begins with none."""
        names, self.on_page = self.on_page, {}
        return names
