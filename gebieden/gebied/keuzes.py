"""Areas to choose from in a form: the villages under the name of the area they lie in."""

from django.forms import CheckboxSelectMultiple, ModelChoiceField, ModelMultipleChoiceField
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext as _


class PerGebied(ModelChoiceIterator):
    """Grouped by the areas right under the municipality; what lies deeper than two levels is found by its point."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        key = self.field.to_field_name or "pk"
        # Plain tuples: a list of some hundreds of areas is on every page with a filter.
        rijen = self.queryset.order_by("naam").values_list("pk", "ouder_id", key, "naam")
        under = {}
        for pk, ouder, waarde, naam in rijen:
            under.setdefault(ouder, []).append((pk, waarde, naam))
        for root, waarde, naam in under.get(None, ()):
            yield (waarde, naam)
            for groep, waarde_groep, naam_groep in under.get(root, ()):
                inside = [(waarde, naam) for _pk, waarde, naam in under.get(groep, ())]
                if inside:
                    yield (naam_groep, [(waarde_groep, _("Heel %(gebied)s") % {"gebied": naam_groep}), *inside])
                else:
                    yield (waarde_groep, naam_groep)


class GebiedKeuze(ModelChoiceField):
    """One area, by its slug, as in the address bar."""

    iterator = PerGebied

    def __init__(self, queryset, **kwargs):
        super().__init__(queryset, to_field_name="slug", **kwargs)


class GebiedenKeuze(ModelMultipleChoiceField):
    iterator = PerGebied


def met_niveau(gebied):
    return f"{gebied.naam} ({gebied.niveau_naam})"


class GebiedMetNiveau(ModelChoiceField):
    """One of a few areas (where somebody works), each with its level: a village may be called like its area."""

    def label_from_instance(self, gebied):
        return met_niveau(gebied)


class GebiedenMetNiveau(ModelMultipleChoiceField):
    widget = CheckboxSelectMultiple

    def label_from_instance(self, gebied):
        return met_niveau(gebied)
