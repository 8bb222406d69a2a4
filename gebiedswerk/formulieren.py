"""How every form looks: NL Design System classes, errors next to the field and in a summary on top."""

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.utils.html import conditional_escape, escape
from django.utils.safestring import mark_safe

# First match wins, so a subclass stands above its parent.
CLASSES = [
    (forms.CheckboxSelectMultiple, "utrecht-checkbox utrecht-checkbox--html-input utrecht-checkbox--custom"),
    (forms.RadioSelect, "utrecht-radio-button utrecht-radio-button--html-input"),
    (forms.CheckboxInput, "utrecht-checkbox utrecht-checkbox--html-input utrecht-checkbox--custom"),
    (forms.Select, "utrecht-select utrecht-select--html-select"),
    (forms.Textarea, "utrecht-textarea utrecht-textarea--html-textarea"),
    (forms.FileInput, "gw-bestand"),
    (forms.Widget, "utrecht-textbox utrecht-textbox--html-input"),
]
# The browser's own date and time controls, with the only format they accept.
NATIVE_INPUTS = [
    (forms.DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M"),
    (forms.DateInput, "date", "%Y-%m-%d"),
    (forms.TimeInput, "time", "%H:%M"),
]
# ARIA does not allow aria-required on these; their label says what is optional.
NO_ARIA_REQUIRED = (forms.FileInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


def component_class(widget):
    """The design system's class for a widget."""
    return next(name for kind, name in CLASSES if isinstance(widget, kind))


class FormulierVeld(BoundField):
    """A bound field that knows its class, its error link and what belongs to it."""

    def __init__(self, form, field, name):
        super().__init__(form, field, name)
        for kind, input_type, date_format in NATIVE_INPUTS:
            if isinstance(field.widget, kind) and field.widget.input_type == "text":
                field.widget.input_type, field.widget.format = input_type, date_format
                break
        # A placeholder that repeats the label is noise, and gone when it could help.
        if field.widget.attrs.get("placeholder") == self.label:
            del field.widget.attrs["placeholder"]

    def build_widget_attrs(self, attrs, widget=None):
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            return attrs
        # A required attribute makes an empty field :invalid, and so red, before anybody has typed.
        if attrs.pop("required", False) and not isinstance(widget, NO_ARIA_REQUIRED):
            attrs["aria-required"] = "true"
        own = widget.attrs.get("class", "")
        attrs["class"] = f"{component_class(widget)} {own}".strip()
        return attrs

    def as_widget(self, widget=None, attrs=None, only_initial=False):
        """A plain select is drawn by ``keuzelijst``; all others as Django does."""
        kind = widget or self.field.widget
        if type(kind) is not forms.Select:
            return super().as_widget(widget, attrs, only_initial)
        attrs = self.build_widget_attrs(attrs or {}, kind)
        if self.auto_id and "id" not in kind.attrs:
            attrs.setdefault("id", self.html_initial_id if only_initial else self.auto_id)
        name = self.html_initial_name if only_initial else self.html_name
        return keuzelijst(name, kind.choices, kind.format_value(self.value()), kind.build_attrs(kind.attrs, attrs))

    @property
    def is_vinkje(self):
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def fout_anker(self):
        """The id a link in the error summary jumps to; in a group that is its first choice."""
        return f"{self.auto_id}_0" if self.use_fieldset else (self.id_for_label or self.auto_id)


class FormulierRenderer(TemplatesSetting):
    form_template_name = "formulier/formulier.html"
    field_template_name = "formulier/veld.html"
    bound_field_class = FormulierVeld


def keuzelijst(name, choices, chosen, attrs):
    """A select without a template, or an object per option: two hundred areas are on every page with a filter."""
    chosen = {str(waarde) for waarde in chosen}

    def option(waarde, naam):
        waarde = "" if waarde is None else str(waarde)
        selected = " selected" if waarde in chosen else ""
        return f'<option value="{escape(waarde)}"{selected}>{conditional_escape(naam)}</option>'

    parts = []
    for waarde, naam in choices:
        if isinstance(naam, list | tuple):
            inside = "".join(option(*keuze) for keuze in naam)
            parts.append(f'<optgroup label="{escape(waarde)}">{inside}</optgroup>')
        else:
            parts.append(option(waarde, naam))
    return mark_safe(f"<select{flatatt({'name': name, **attrs})}>{''.join(parts)}</select>")


def velden_per_groep(form):
    """``[(legend, [bound field, …]), …]`` after ``form.groepen``; what is in no group comes last, without a legend."""
    zichtbaar = {field.name: field for field in form.visible_fields()}
    groepen = []
    for legenda, namen in getattr(form, "groepen", []):
        groepen.append((legenda, [zichtbaar.pop(naam) for naam in namen if naam in zichtbaar]))
    groepen.append(("", list(zichtbaar.values())))
    return [(legenda, velden) for legenda, velden in groepen if velden]
