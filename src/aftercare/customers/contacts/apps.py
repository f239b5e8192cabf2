from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "aftercare.customers.contacts"
    label = "contacts"
