from django.apps import AppConfig
from django.core import checks


class IdentityConfig(AppConfig):
    name = "aftercare.foundation.identity"
    label = "identity"

    def ready(self) -> None:
        from .checks import kept_roles_exist, shipped_roles_exist

        checks.register(shipped_roles_exist, checks.Tags.security)
        checks.register(kept_roles_exist, checks.Tags.database)
