"""What happens on the sociale kaart by the calendar."""

from datetime import date

from gebiedswerk.opdrachten import elke_dag

from .models import Contact


@elke_dag("klopt_dit_nog", "Vragen of de sociale kaart nog klopt")
def vraag_of_het_klopt(opdracht):
    vandaag = date.fromisoformat(opdracht.gegevens["dag"])

    def verstuur():
        for contact in Contact.objects.te_vragen(vandaag):
            contact.vraag(vandaag)
        for contact in Contact.objects.te_herinneren(vandaag):
            contact.herinner()
        for contact in Contact.objects.te_vergeten(vandaag):
            contact.vergeet_persoon()

    return verstuur
