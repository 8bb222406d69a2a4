"""Pages of a list without counting it: fifty rows, and one more to know whether there is a next page."""

from dataclasses import dataclass

ROWS = 50
DEEPEST = 2000


@dataclass(frozen=True)
class Pagina:
    object_list: list
    number: int
    has_next: bool

    def __iter__(self):
        return iter(self.object_list)

    def __len__(self):
        return len(self.object_list)

    @property
    def has_previous(self):
        return self.number > 1

    @property
    def has_other_pages(self):
        return self.has_previous or self.has_next

    @property
    def previous_page_number(self):
        return self.number - 1

    @property
    def next_page_number(self):
        return self.number + 1


def blader(queryset, request, rows=ROWS):
    """The page that ``?pagina=`` asks for; nonsense is the first page."""
    asked = request.GET.get("pagina", "1")
    number = min(max(int(asked), 1), DEEPEST) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    found = list(queryset[(number - 1) * rows : number * rows + 1])
    return Pagina(found[:rows], number, len(found) > rows)
