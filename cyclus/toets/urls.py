from django.urls import path

from . import views, views_openbaar

urlpatterns = [
    path("toets/<str:code>/", views_openbaar.toets, name="toets_publiek"),
    path("toets/<str:code>/analyse/", views_openbaar.document, name="toets_document"),
    path("analyses/<int:pk>/toets/", views.toets, name="toets"),
    path("analyses/<int:pk>/toets/openen/", views.openen, name="toets_openen"),
    path("analyses/<int:pk>/toets/wijzigen/", views.wijzigen, name="toets_wijzigen"),
    path("analyses/<int:pk>/toets/uitnodigen/", views.uitnodigen, name="toets_uitnodigen"),
    path("analyses/<int:pk>/toets/sluiten/", views.sluiten, name="toets_sluiten"),
    path("analyses/<int:pk>/toets/gehoord/", views.gehoord, name="toets_gehoord"),
    path("analyses/<int:pk>/toets/reacties.csv", views.reacties_csv, name="toets_csv"),
    path("toetsreacties/<int:pk>/", views.reactie, name="toetsreactie"),
]
