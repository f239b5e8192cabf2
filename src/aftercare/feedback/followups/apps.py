from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    name = "aftercare.feedback.followups"
    label = "followups"
