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


def blader(queryset, request, rows=ROWS, met=None):
    """The page that ``?pagina=`` asks for; nonsense is the first page.

    ``met`` is a queryset that fetches a row with all its page shows (``Signaal.objects.voor_lijst()``). With it the
    database orders and skips ids only, and reads whole rows just for this page: a deep page costs what the first does.
    """
    asked = request.GET.get("pagina", "1")
    number = min(max(int(asked), 1), DEEPEST) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    part = slice((number - 1) * rows, number * rows + 1)
    if met is None:
        found = list(queryset[part])
    else:
        ids = list(queryset.values_list("pk", flat=True)[part])
        whole = met.in_bulk(ids)
        found = [whole[pk] for pk in ids if pk in whole]
    return Pagina(found[:rows], number, len(found) > rows)
