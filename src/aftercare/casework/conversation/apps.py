from django.apps import AppConfig


class ConversationConfig(AppConfig):
    name = "aftercare.casework.conversation"
    label = "conversation"
