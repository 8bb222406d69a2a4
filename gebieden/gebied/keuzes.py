"""Areas to choose from in a form: the villages under the name of the area they lie in."""

from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext as _


class PerGebied(ModelChoiceIterator):
    """Grouped by the areas right under the municipality; what lies deeper than two levels is found by its point."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        rijen = sorted(self.queryset.defer("grens", "omschrijving"), key=lambda g: (g.pad.count("/"), g.naam))
        under = {}
        for gebied in rijen:
            under.setdefault(gebied.ouder_id, []).append(gebied)
        for root in under.get(None, ()):
            yield self.choice(root)
            for groep in under.get(root.pk, ()):
                inside = under.get(groep.pk, ())
                waarde, naam = self.choice(groep)
                if inside:
                    yield (naam, [(waarde, _("Heel %(gebied)s") % {"gebied": naam}), *map(self.choice, inside)])
                else:
                    yield (waarde, naam)


class GebiedKeuze(ModelChoiceField):
    """One area, by its slug, as in the address bar."""

    iterator = PerGebied

    def __init__(self, queryset, **kwargs):
        super().__init__(queryset, to_field_name="slug", **kwargs)


class GebiedenKeuze(ModelMultipleChoiceField):
    iterator = PerGebied
