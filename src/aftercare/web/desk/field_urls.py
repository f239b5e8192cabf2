"""The addresses of work on site: stations, who goes out, gear, the board."""

from django.urls import path

from . import board_moves, coverage, dispatch, field, gear, order_times, visit_locks

urlpatterns = [
    path("orders/<int:order_id>/times", order_times.agree, name="order-times"),
    path("orders/<int:order_id>/late", order_times.late, name="order-late"),
    path("orders/<int:order_id>/visit-off", order_times.call_off, name="order-visit-off"),
    path("dispatch", dispatch.board, name="dispatch"),
    path("dispatch/plan", dispatch.plan, name="plan-day"),
    path("dispatch/plans/<int:proposal_id>", dispatch.proposal, name="proposal"),
    path("dispatch/plans/<int:proposal_id>/apply", dispatch.apply, name="apply-plan"),
    path("dispatch/plans/<int:proposal_id>/drop", dispatch.drop, name="drop-plan"),
    path("dispatch/orders/<int:order_id>", dispatch.assign, name="assign-order"),
    path("dispatch/orders/<int:order_id>/fit", dispatch.fit, name="fit-of-order"),
    path("dispatch/orders/<int:order_id>/pool", dispatch.offer, name="offer-order"),
    path("dispatch/orders/<int:order_id>/no-pool", dispatch.withdraw, name="withdraw-offer"),
    path("dispatch/orders/<int:order_id>/off", board_moves.unassign, name="unassign-order"),
    path("dispatch/orders/<int:order_id>/undo", board_moves.undo, name="undo-move"),
    path("orders/<int:order_id>/lock", visit_locks.lock, name="lock-visit"),
    path("orders/<int:order_id>/unlock", visit_locks.unlock, name="unlock-visit"),
    path("stations", field.stations, name="stations"),
    path("stations/<int:org_unit_id>", field.station, name="station"),
    path("technicians", field.technicians, name="technicians"),
    path("technicians/new", field.new, name="new-technician"),
    path("technicians/<int:member_id>", field.change, name="technician"),
    path("coverage", coverage.show, name="coverage"),
    path("gear", gear.index, name="gear"),
    path("gear/new", gear.new, name="new-gear"),
    path("gear/<int:item_id>/holder", gear.hand_out, name="hand-out-gear"),
    path("gear/<int:item_id>/back", gear.take_back, name="take-gear-back"),
    path("gear/<int:item_id>/inspection", gear.inspect, name="inspect-gear"),
    path("gear/<int:item_id>/withdraw", gear.withdraw, name="withdraw-gear"),
]
