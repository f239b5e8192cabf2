from django.apps import AppConfig


class MailboxConfig(AppConfig):
    name = "aftercare.casework.mailbox"
    label = "mailbox"
