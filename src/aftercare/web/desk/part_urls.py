"""The addresses of parts and their stores, of prices, and of what orders take and cost."""

from django.urls import path

from . import order_parts, part_exports, parts, quotes, stores, transfers

urlpatterns = [
    path("parts", parts.index, name="parts"),
    path("parts/new", parts.save, name="new-part"),
    path("parts/trace", parts.trace, name="parts-trace"),
    path("parts/export", part_exports.export, name="parts-export"),
    path("parts/<int:part_id>", parts.show, name="part"),
    path("parts/<int:part_id>/change", parts.save, name="change-part"),
    path("parts/stores/new", stores.new, name="new-store"),
    path("parts/stores/<int:place_id>", stores.show, name="store"),
    path("parts/stores/<int:place_id>/do/<slug:code>", stores.do, name="store-do"),
    path("parts/stores/<int:place_id>/send", transfers.send, name="send-parts"),
    path("parts/transfers/<int:transfer_id>", transfers.show, name="transfer"),
    path("parts/transfers/<int:transfer_id>/<slug:code>", transfers.do, name="transfer-do"),
    path("orders/<int:order_id>/parts/<slug:code>", order_parts.do, name="order-parts"),
    path("orders/<int:order_id>/quote/<slug:code>", quotes.do, name="order-quote"),
    path("invoices", quotes.invoice_list, name="invoices"),
    path("invoices/<int:order_id>/file", quotes.invoice_paper, name="invoice-file"),
    path("prices", quotes.prices, name="prices"),
    path("prices/new", quotes.new_prices, name="new-prices"),
]
