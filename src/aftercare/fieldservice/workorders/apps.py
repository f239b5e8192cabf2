from django.apps import AppConfig


class WorkOrdersConfig(AppConfig):
    name = "aftercare.fieldservice.workorders"
    label = "workorders"
