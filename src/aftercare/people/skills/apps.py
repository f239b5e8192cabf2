from django.apps import AppConfig


class SkillsConfig(AppConfig):
    name = "aftercare.people.skills"
    label = "skills"
