from django.apps import AppConfig


class RevisionsConfig(AppConfig):
    name = "aftercare.policy.revisions"
    label = "revisions"
