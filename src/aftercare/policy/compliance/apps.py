from django.apps import AppConfig


class ComplianceConfig(AppConfig):
    name = "aftercare.policy.compliance"
    label = "compliance"
