from django.apps import AppConfig


class ChatsConfig(AppConfig):
    name = "aftercare.casework.chats"
    label = "chats"
