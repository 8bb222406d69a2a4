from django import forms


class VoorlegForm(forms.Form):
    trede = forms.ChoiceField(label="Aan wie?", widget=forms.RadioSelect)
    vraag = forms.CharField(
        label="Welke vraag moet worden beslist?",
        help_text="Eén vraag waarop een besluit kan volgen. Schrijf erbij wat u al hebt geprobeerd.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
    )

    def __init__(self, *args, treden, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["trede"].choices = [(t.code, f"{t.naam}: {t.persoon}") for t in treden]
        self.fields["trede"].initial = treden[0].code if treden else None
