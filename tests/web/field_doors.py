"""Those operations of the API that belong to parts, stations and people on site (api_doors.py)."""

from .api_door import Door, asks, does

FIELD: dict[tuple[str, str], Door] = {
    ("GET", "/parts"): asks("spares.see_parts"),
    ("POST", "/parts"): does("spares.save_part", absent=True),
    ("GET", "/parts/{part_id}"): asks("spares.see_parts stores.see_stock", absent=True),
    ("POST", "/parts/{part_id}"): does("spares.save_part", absent=True),
    ("GET", "/stores"): asks("stores.see_stock spares.see_parts"),
    ("POST", "/stores"): does("spares.open_place", absent=True),
    ("GET", "/stores/{place_id}/stock"): asks("stores.see_stock spares.see_parts", absent=True),
    ("POST", "/stores/{place_id}"): does("stores.receive_parts", absent=True),
    ("GET", "/transfers"): asks("stores.see_stock"),
    ("POST", "/transfers"): does("transfers.send_parts", absent=True),
    ("GET", "/transfers/{transfer_id}"): asks("stores.see_stock", absent=True),
    ("POST", "/transfers/{transfer_id}"): does("transfers.receive_transfer", absent=True),
    ("GET", "/part-movements"): asks("stores.see_stock"),
    ("GET", "/part-trace"): asks("stores.see_stock spares.see_parts"),
    ("GET", "/part-reorders"): asks("stores.see_stock spares.see_parts"),
    ("GET", "/orders/{order_id}/parts"): asks(
        "parts.see_order_parts workorders.see_orders", absent=True
    ),
    ("POST", "/orders/{order_id}/parts"): does("parts.need_parts", absent=True),
    ("GET", "/stations"): asks("sites.see_sites"),
    ("POST", "/stations/{org_unit_id}"): does("sites.place_station", absent=True),
    ("GET", "/technicians"): asks("technicians.see_technicians"),
    ("POST", "/technicians/{member_id}"): does("technicians.set_technician", absent=True),
    ("GET", "/gear"): asks("gear.see_gear"),
    ("POST", "/gear"): does("gear.register_gear", absent=True),
    ("GET", "/gear/{item_id}"): asks("gear.see_gear", absent=True),
    ("POST", "/gear/{item_id}"): does("gear.hand_out_gear", absent=True),
    ("GET", "/board"): asks("plans.see_board sites.see_sites"),
    ("GET", "/settlement-terms"): asks("settlements.see_terms"),
    ("POST", "/settlement-terms"): does("settlements.set_terms", absent=True),
    ("GET", "/invoices"): asks("quotes.see_invoices"),
    ("POST", "/orders/{order_id}/invoice"): does("quotes.issue_invoice", absent=True),
    ("GET", "/orders/{order_id}/invoice"): asks("quotes.see_invoices", absent=True),
}
