from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "aftercare.people.organisation"
    label = "organisation"
