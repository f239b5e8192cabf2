"""The addresses of work orders."""

from django.urls import path

from . import order_bulk, order_figures, order_views, orders, orders_export

urlpatterns = [
    path("orders", orders.index, name="orders"),
    path("orders/export", orders_export.export, name="orders-export"),
    path("orders/technicians", order_figures.index, name="order-figures"),
    path("orders/technicians/export", order_figures.export, name="order-figures-export"),
    path("orders/views", order_views.index, name="order-views"),
    path("orders/views/keep", order_views.save, name="save-order-view"),
    path("orders/views/<int:view_id>", order_views.change, name="change-order-view"),
    path("orders/do/<slug:code>", order_bulk.do, name="orders-bulk"),
    path("orders/sheets", order_bulk.sheets, name="job-sheets"),
    path("orders/<int:order_id>", orders.show, name="order"),
    path("orders/<int:order_id>/record.pdf", orders.record, name="order-record"),
    path("orders/<int:order_id>/change", orders.change, name="order-change"),
    path("orders/<int:order_id>/home", orders.home, name="order-home"),
    path("orders/<int:order_id>/finish", orders.finish, name="order-finish"),
    path("orders/<int:order_id>/call-off", orders.call_off, name="order-call-off"),
]
