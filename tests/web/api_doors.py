"""Every operation of the API, and what it asks of who knocks (test_api_doors.py tries each).

`needs` names permissions, "" is every token. `scoped` rows belong to one unit: who holds the
permission and sits elsewhere gets 404. `absent` operations name a row that the test's world lacks.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    needs: str
    method: str = "GET"
    scoped: bool = False
    absent: bool = False


def _get(needs: str, *, scoped: bool = False, absent: bool = False) -> Door:
    return Door(needs=needs, scoped=scoped, absent=absent)


def _post(needs: str, *, scoped: bool = False, absent: bool = False) -> Door:
    return Door(needs=needs, method="POST", scoped=scoped, absent=absent)


CASE = _get("cases.see_cases", scoped=True)
IMPORT = _get("imports.see_imports", absent=True)
CHECK = _get("imports.check_import", absent=True)


CALENDAR_DEED = {
    "hours": "write_edit",
    "days": "write_edit",
    "year": "write_edit",
    "removal": "remove_edit",
    "dropping": "drop_revision",
    "proposal": "propose_revision",
    "review": "review_revision",
    "sending-back": "send_back_revision",
    "approval": "approve_revision",
}
PACK_DEED = {
    "entries": "write_entry",
    "entries/removal": "remove_entry",
    "entries/move": "move_entry",
    "settings": "write_settings",
    "dropping": "drop_draft",
    "proposal": "propose_version",
    "review": "review_version",
    "sending-back": "send_back_version",
    "approval": "approve_version",
}
DEED = {
    "edit": "cases.edit_case",
    "classification": "cases.classify_case",
    "owner": "assignment.assign_case",
    "taking": "assignment.take_case",
    "closing": "cases.close_case",
    "reopening": "cases.reopen_case",
    "merge": "relations.merge_cases",
    "links": "relations.link_cases",
    "code": "intake.renew_code",
    "facts": "rights.note_facts",
    "contacts": "conversation.log_contact",
    "notes": "conversation.add_note",
    "promises/{clock_id}/new-date": "delays.promise_new_date",
    "promises/{clock_id}/explanation": "delays.explain_breach",
    "kept-promises": "commitments.meet_clock",
    "agreed-dates": "commitments.agree_date",
    "legal-steps": "legal.record_legal_step",
    "pauses": "pauses.pause_case",
    "pauses/end": "pauses.resume_case",
    "findings": "resolutions.record_findings",
    "resolutions": "resolutions.add_option",
    "resolutions/{resolution_id}/proposal": "resolutions.propose_resolution",
    "resolutions/{resolution_id}/withdrawal": "resolutions.withdraw_option",
    "resolutions/{resolution_id}/approval": "resolutions.approve_resolution",
    "resolutions/{resolution_id}/declining": "resolutions.decline_resolution",
    "resolutions/{resolution_id}/consent": "resolutions.record_consent",
    "resolutions/{resolution_id}/refusal": "resolutions.record_refusal",
    "result": "resolutions.carry_out_resolution",
    "answer": "resolutions.answer_question",
    "follow-ups": "followups.record_follow_up",
    "follow-ups/tries": "followups.record_follow_up_try",
    "files": "conversation.attach_files",
    "referrals": "consultations.refer_question",
    "referrals/answer": "consultations.return_answer",
    "return/claim": "returns.check_claim",
    "return/goods": "returns.inspect_goods",
    "return/replacement": "returns.deliver_replacement",
    "packages": "packages.note_packages",
    "recycling/appraisal": "recycling.appraise_goods",
    "recycling/answer": "recycling.answer_appraisal",
    "recycling/pickup": "recycling.collect_goods",
    "recycling/certificate": "recycling.issue_certificate",
    "recycling/leaving": "recycling.leave_goods",
    "checklist": "checklists.plan_service",
    "checklist/acceptance": "checklists.accept_service",
    "packages/mending": "packages.mend_packages",
    "external-matters": "external.open_matter",
    "external-matters/{matter_id}/dates": "external.set_dates",
    "external-matters/{matter_id}/opinion": "external.give_opinion",
    "external-matters/{matter_id}/end": "external.end_matter",
    "again": "repeats.mark_repeat",
    "again/withdrawal": "repeats.withdraw_repeat",
    "lead": "leads.start_lead",
    "lead/following": "leads.follow_lead",
    "lead/leaving": "leads.leave_lead",
    "lead/handing": "leads.hand_lead",
    "lead/end": "leads.end_lead",
    "lead/offers": "leads.offer_to_followers",
    "lead/offers/{offer_id}/carrying": "leads.take_offer",
    "offers/{offer_id}/taking": "leads.take_offer",
    "offers/{offer_id}/declining": "leads.decline_offer",
    "messages": "messaging.write_to_customer",
    "visits": "visits.agree_visit",
    "visits/arrival": "visits.note_arrival",
    "visits/end": "visits.end_visit",
    "visits/service": "visits.finish_service",
}
NAMING_OTHERS = {"merge", "links", "again", "lead/following", "lead/handing", "kept-promises"}
SIGHT = (
    "",
    "history",
    "related",
    "entitlement",
    "contacts",
    "promises",
    "promises/{clock_id}",
    "new-dates",
    "explanations",
    "legal-steps",
    "pauses",
    "findings",
    "resolutions",
    "settlements",
    "compensation",
    "follow-ups",
    "files",
    "files/{attachment_id}/content",
    "lead",
    "ties",
    "visits",
    "referrals",
    "return",
    "packages",
    "recycling",
    "checklist",
    "external-matters",
)

# (method, path) below /api/v1; a token holds what its owner may.
API: dict[tuple[str, str], Door] = {
    ("GET", "/orders/{order_id}/slots"): _get("workorders.see_orders", absent=True),
    ("GET", "/orders/{order_id}/appointments"): _get("workorders.see_orders", absent=True),
    ("POST", "/orders/{order_id}/appointments"): _post("slots.take_slot", absent=True),
    ("POST", "/appointments/{appointment_id}"): _post("appointments.book", absent=True),
    ("GET", "/technicians/{member_id}/day"): _get("appointments.see_appointments"),
    ("GET", "/cases"): _get("cases.see_cases"),
    ("POST", "/cases"): _post("intake.register_case"),
    ("GET", "/cases/external-matters"): _get("external.see_matters"),
    ("POST", "/cases/answered"): _post("consultations.answer_at_once"),
    ("GET", "/cases/again"): _get("cases.see_cases"),
    ("GET", "/cases/duplicates"): _get("cases.see_cases"),
    ("GET", "/cases/by-number/{number}"): CASE,
    **{("GET", f"/cases/{{case_id}}/{tail}".rstrip("/")): CASE for tail in SIGHT},
    **{
        ("POST", f"/cases/{{case_id}}/{tail}"): _post(
            needs,
            scoped=True,
            absent="{" in tail or tail in NAMING_OTHERS,
        )
        for tail, needs in DEED.items()
    },
    ("GET", "/cases/{case_id}/recycling/certificate"): _get(
        "cases.see_cases", scoped=True, absent=True
    ),
    ("GET", "/imports"): _get("imports.see_imports"),
    ("POST", "/imports"): _post("imports.upload_table"),
    ("GET", "/imports/{run_id}"): IMPORT,
    ("GET", "/imports/{run_id}/cases"): IMPORT,
    ("GET", "/imports/{run_id}/report"): CHECK,
    ("GET", "/imports/{run_id}/columns"): CHECK,
    ("POST", "/imports/{run_id}/sheet"): _post("imports.choose_sheet", absent=True),
    ("POST", "/imports/{run_id}/check"): _post("imports.check_import", absent=True),
    ("POST", "/imports/{run_id}/start"): _post("imports.start_import", absent=True),
    ("POST", "/imports/{run_id}/cancel"): _post("imports.cancel_import", absent=True),
    ("POST", "/exports"): _post("exports.request_export"),
    ("GET", "/exports"): _get("exports.see_exports"),
    ("GET", "/exports/{export_id}/file"): _get("exports.fetch_export", absent=True),
    ("GET", "/me"): _get(""),
    ("GET", "/customers"): _get("parties.see_customers"),
    ("GET", "/customers/{customer_id}"): _get("parties.see_customers", scoped=True),
    ("GET", "/customers/{customer_id}/units"): _get(
        "parties.see_customers units.see_units", scoped=True
    ),
    ("GET", "/units/{unit_id}/entitlement"): _get("units.see_units", scoped=True),
    ("POST", "/customers/{customer_id}/disclosures"): _post("parties.reveal_customer", scoped=True),
    ("GET", "/customers/{customer_id}/contacts"): _get("parties.see_customers", scoped=True),
    ("POST", "/customers/{customer_id}/addresses"): _post("contacts.add_address", scoped=True),
    ("POST", "/customers/{customer_id}/people"): _post("contacts.add_person", scoped=True),
    ("GET", "/customers/{customer_id}/timeline"): _get("parties.see_customers", scoped=True),
    ("GET", "/customers/{customer_id}/doubles"): _get("parties.see_customers", scoped=True),
    ("POST", "/customers/{customer_id}/merges"): _post("merges.merge_customers", absent=True),
    ("POST", "/merges/{merge_id}/undoing"): _post("merges.undo_merge", absent=True),
    ("POST", "/addresses/{address_id}"): _post("contacts.correct_address", absent=True),
    ("POST", "/addresses/{address_id}/preference"): _post("contacts.prefer_address", absent=True),
    ("POST", "/addresses/{address_id}/removal"): _post("contacts.remove_address", absent=True),
    ("POST", "/people/{person_id}"): _post("contacts.correct_person", absent=True),
    ("POST", "/people/{person_id}/removal"): _post("contacts.remove_person", absent=True),
    ("GET", "/customers/{customer_id}/purchases"): _get(
        "parties.see_customers units.see_units", scoped=True
    ),
    ("POST", "/customers/{customer_id}/purchases"): _post("units.correct_purchase", absent=True),
    ("GET", "/retention"): _get("retention.see_retention"),
    ("POST", "/retention"): _post("retention.set_periods"),
    ("POST", "/cases/{case_id}/legal-hold"): _post("retention.place_legal_hold", scoped=True),
    ("GET", "/data-requests"): _get("datarequests.see_requests"),
    ("GET", "/data-requests/{request_id}"): _get("datarequests.see_requests", absent=True),
    ("POST", "/customers/{customer_id}/data-requests"): _post(
        "datarequests.take_request", scoped=True
    ),
    ("POST", "/data-requests/{request_id}/answer"): _post(
        "datarequests.answer_request", absent=True
    ),
    ("POST", "/data-requests/{request_id}/erasure"): _post(
        "datarequests.erase_person", absent=True
    ),
    ("POST", "/data-requests/{request_id}/copy"): _post("datarequests.copy_person", absent=True),
    ("GET", "/company"): _get(""),
    ("POST", "/company"): _post("organisation.describe_company"),
    ("GET", "/models"): _get("products.see_products"),
    ("POST", "/models"): _post("products.add_model", absent=True),
    ("GET", "/models/{model_id}"): _get("products.see_products", absent=True),
    ("POST", "/models/{model_id}"): _post("products.correct_model", absent=True),
    ("POST", "/models/{model_id}/retirement"): _post("products.retire_model", absent=True),
    ("POST", "/models/{model_id}/manual"): _post("products.put_manual", absent=True),
    ("POST", "/models/{model_id}/manual/removal"): _post("products.remove_manual", absent=True),
    ("POST", "/models/{model_id}/sale"): _post("products.offer_model_again", absent=True),
    ("GET", "/models/{model_id}/parts"): _get("products.see_products", absent=True),
    ("POST", "/models/{model_id}/parts"): _post("products.add_part", absent=True),
    ("GET", "/models/{model_id}/batches"): _get("products.see_products", absent=True),
    ("POST", "/models/{model_id}/batches"): _post("batches.note_batch", absent=True),
    ("GET", "/batches/{batch_id}/units"): _get("products.see_products", absent=True),
    ("GET", "/lines"): _get("products.see_products"),
    ("GET", "/members"): _get("staff.see_members"),
    ("GET", "/rosters"): _get("staff.see_members"),  # who has it sees rosters, too
    ("POST", "/rosters/days"): _post("rosters.fill_days", absent=True),
    ("GET", "/members/{member_id}/presence"): _get("staff.see_members", scoped=True),
    ("GET", "/members/{member_id}/roster"): _get("staff.see_members", scoped=True),
    ("POST", "/members/{member_id}/roster"): _post("rosters.set_roster", scoped=True),
    ("POST", "/members/{member_id}/leave"): _post("rosters.enter_leave", scoped=True),
    ("GET", "/leave"): _get("rosters.see_rosters"),
    ("POST", "/leave"): _post("rosters.ask_leave"),
    ("POST", "/leave/{leave_id}/approval"): _post("rosters.approve_leave", absent=True),
    ("POST", "/leave/{leave_id}/declining"): _post("rosters.decline_leave", absent=True),
    ("POST", "/leave/{leave_id}/withdrawal"): _post("rosters.withdraw_leave", absent=True),
    ("GET", "/calendars/{code}/exceptions/{since}"): _get(""),
    ("GET", "/calendar-changes"): _get(""),
    ("POST", "/calendar-changes"): _post("revisions.start_revision"),
    ("GET", "/calendar-changes/{revision_id}"): _get("", absent=True),
    ("GET", "/calendar-changes/{revision_id}/moves"): _get("", absent=True),
    ("GET", "/norms"): _get("compliance.see_register"),
    ("GET", "/norms/{norm_id}"): _get("compliance.see_register", absent=True),
    ("POST", "/norms"): _post("compliance.write_norm"),
    ("POST", "/norms/{norm_id}/review"): _post("compliance.review_norm", absent=True),
    ("POST", "/norms/{norm_id}/changes"): _post("compliance.note_norm_change", absent=True),
    ("POST", "/norms/changes/{change_id}/settlement"): _post(
        "compliance.settle_norm_change", absent=True
    ),
    ("GET", "/packs"): _get(""),
    ("GET", "/packs/{code}/versions"): _get(""),
    ("GET", "/packs/versions/{version_id}"): _get("", absent=True),
    ("GET", "/packs/versions/{version_id}/changes"): _get("", absent=True),
    ("GET", "/calendars"): _get(""),
    ("GET", "/calendars/{code}/{year}"): _get(""),
    ("GET", "/notices"): _get(""),
    ("POST", "/notices/read"): _post(""),
    ("GET", "/cases/{case_id}/signs"): _get("cases.see_cases signs.see_signs", scoped=True),
    ("POST", "/cases/{case_id}/signs"): _post("signs.judge_sign", scoped=True, absent=True),
    ("GET", "/orders"): _get("workorders.see_orders"),
    ("GET", "/orders/{order_id}"): _get("workorders.see_orders", absent=True),
    ("POST", "/cases/{case_id}/orders"): _post("workorders.open_order", scoped=True),
    ("POST", "/orders/{order_id}"): _post("workorders.change_order", absent=True),
    ("POST", "/orders/{order_id}/home"): _post("homes.note_home", absent=True),
    ("GET", "/orders/{order_id}/records"): _get("workorders.see_orders", absent=True),
    ("POST", "/appointments/{appointment_id}/notes"): _post("records.check_step", absent=True),
    ("POST", "/orders/{order_id}/end"): _post("workorders.finish_order", absent=True),
    ("GET", "/contracts"): _get("carecontracts.see_contracts"),
    ("POST", "/contracts"): _post("carecontracts.make_contract", absent=True),
    ("POST", "/contracts/{contract_id}"): _post("carecontracts.pause_contract", absent=True),
    ("GET", "/field/coverage"): _get("coverage.see_coverage sites.see_sites workorders.see_orders"),
    ("GET", "/orders/{order_id}/candidates"): _get("plans.assign_order", absent=True),
    ("POST", "/orders/{order_id}/assignment"): _post("plans.assign_order", absent=True),
    ("POST", "/orders/{order_id}/offer"): _post("plans.offer_order", absent=True),
    ("POST", "/plans"): _post("plans.ask_for_plan", absent=True),
    ("GET", "/plans/{plan_id}"): _get("plans.see_board", absent=True),
    ("POST", "/plans/{plan_id}/end"): _post("plans.apply_plan", absent=True),
    ("GET", "/ledger"): _get("ledger.see_ledger"),
    ("GET", "/ledger/sums"): _get("ledger.see_ledger"),
    ("POST", "/ledger/{entry_id}/payment"): _post("ledger.record_payment", absent=True),
    ("POST", "/ledger/{entry_id}/reversal"): _post("ledger.reverse_entry", absent=True),
    ("GET", "/mails"): _get("mailbox.see_mails"),
    ("POST", "/mails/{mail_id}/case"): _post("mailbox.open_case_of_mail", absent=True),
    ("POST", "/mails/{mail_id}/join"): _post("mailbox.join_case", absent=True),
    ("POST", "/mails/{mail_id}/dismiss"): _post("mailbox.dismiss_mail", absent=True),
    ("POST", "/cases/{case_id}/mails"): _post("mailbox.reply_by_mail", scoped=True),
    ("GET", "/sources"): _get("chats.see_sources"),
    ("POST", "/sources"): _post("chats.open_source", absent=True),
    ("POST", "/sources/{source_id}"): _post("chats.change_source", absent=True),
    ("POST", "/sources/{source_id}/secret"): _post("chats.renew_source_secret", absent=True),
    ("POST", "/sources/{source_id}/sample"): _post("chats.send_sample", absent=True),
    ("GET", "/sources/{source_id}/messages"): _get("chats.see_sources"),
    ("POST", "/cases/{case_id}/chat-answers"): _post(
        "chats.answer_in_chat", scoped=True, absent=True
    ),
    ("GET", "/webhooks"): _get("webhooks.see_webhooks"),
    ("POST", "/webhooks"): _post("webhooks.open_webhook", absent=True),
    ("POST", "/webhooks/{webhook_id}"): _post("webhooks.change_webhook", absent=True),
    ("POST", "/webhooks/{webhook_id}/secret"): _post("webhooks.renew_webhook_secret", absent=True),
    ("POST", "/webhooks/{webhook_id}/ping"): _post("webhooks.ping_webhook", absent=True),
    ("GET", "/messages"): _get("deliveries.see_outbox"),
    ("GET", "/messages/{message_id}"): _get("deliveries.see_outbox", absent=True),
    ("POST", "/messages/{message_id}/retry"): _post("deliveries.retry_message", absent=True),
    ("POST", "/messages/{message_id}/cancel"): _post("deliveries.cancel_message", absent=True),
    ("GET", "/message-occasions"): _get("messaging.see_templates"),
    ("POST", "/message-occasions"): _post("messaging.switch_occasion", absent=True),
    ("GET", "/message-templates/{occasion}/{channel}/{language}"): _get("messaging.see_templates"),
    ("POST", "/message-templates/{occasion}/{channel}/{language}"): _post(
        "messaging.write_template"
    ),
    ("GET", "/customers/{customer_id}/wishes"): _get("parties.see_customers", scoped=True),
    ("POST", "/customers/{customer_id}/wishes"): _post("messaging.note_wishes", scoped=True),
    ("GET", "/skills"): _get("staff.see_members"),
    ("POST", "/skills"): _post("skills.write_skill"),
    ("GET", "/members/{member_id}/skills"): _get("staff.see_members", scoped=True),
    ("POST", "/members/{member_id}/skills"): _post("skills.grant_skill", absent=True),
    ("POST", "/members/{member_id}/skills/{grant_id}/withdrawal"): _post(
        "skills.withdraw_skill", absent=True
    ),
    ("GET", "/case-weights"): _get("staff.see_members"),
    ("POST", "/case-weights"): _post("assignment.weigh_cases", absent=True),
    ("GET", "/shortages"): _get("assignment.see_shortages"),
    ("POST", "/shortages/{shortage_id}/settlement"): _post(
        "assignment.settle_shortage", absent=True
    ),
    ("GET", "/members/{member_id}/hand-over"): _get(
        "assignment.hand_over_cases staff.see_members", scoped=True
    ),
    ("POST", "/members/{member_id}/hand-over"): _post("assignment.hand_over_cases", absent=True),
    ("POST", "/hand-overs/{hand_over_id}/undoing"): _post("assignment.undo_hand_over", absent=True),
    ("POST", "/packs/{code}/drafts"): _post("packs.start_draft", absent=True),
    ("GET", "/packs/versions/{version_id}/moves"): _get("", absent=True),
    ("GET", "/packs/versions/{version_id}/simulations"): _get("packs.see_drafts"),
    ("POST", "/packs/versions/{version_id}/simulations"): _post(
        "simulations.simulate_version packs.see_drafts", absent=True
    ),
    **{
        ("POST", f"/packs/versions/{{version_id}}/{deed}"): _post(f"packs.{needs}", absent=True)
        for deed, needs in PACK_DEED.items()
    },
    ("POST", "/triage"): _post(""),
    ("GET", "/settlements"): _get("settlements.see_statements"),
    ("GET", "/settlements/{statement_id}"): _get("settlements.see_statements", absent=True),
    ("POST", "/settlements"): _post("settlements.draw_statement", absent=True),
    ("GET", "/tills"): _get("tills.see_tills"),
    ("POST", "/tills"): _post("tills.count_till", absent=True),
    ("GET", "/price-lists"): _get("quotes.see_quotes"),
    ("POST", "/price-lists"): _post("quotes.set_prices", absent=True),
    ("POST", "/orders/{order_id}/quotation"): _post("workorders.see_orders", absent=True),
    **{
        ("POST", f"/calendar-changes/{{revision_id}}/{deed}"): _post(
            f"revisions.{needs}", absent=True
        )
        for deed, needs in CALENDAR_DEED.items()
    },
}
