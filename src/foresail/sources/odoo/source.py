# ruff: noqa: E501 - lists of names, one field an entry
"""Odoo: technical names and labels. Lost leads are archived (`active` = False); leads and opportunities, companies and
people stand in one model each and are told apart by a column."""

from foresail.contracts.source import ObjectPreset, Source, WriteBack
from foresail.kernel.text import Text
from foresail.sources.recognise.words import fields, signature


def _object(table: str, names: str, needs: str, specs: dict[str, str], **more: object) -> ObjectPreset:
    return ObjectPreset(
        table=table, names=tuple(names.split("|")), signature=signature(needs), fields=fields(specs), **more
    )


_ID = "id|.id ; External ID|ID"
_LEAD_NAMES = "crm.lead|crm_lead|Lead|Leads|Opportunity|Pipeline"
_PARTNER_NAMES = "res.partner|res_partner|Contact|Contacts|Customers"
_USER = {
    "owner_id": "user_id/id|user_id/.id ; Salesperson/ID|Salesperson/External ID",
    "_owner_name": "user_id ; Salesperson",
}
_CUSTOMER = {
    "account_id": "partner_id/id|partner_id/.id ; Customer/ID|Customer/External ID",
    "_account_name": "partner_id ; Customer",
}
OBJECTS = (
    _object(
        "opportunity", _LEAD_NAMES, "opportunity_id,name + stage + amount,probability",
        {
            "opportunity_id": _ID, "name": "name ; Opportunity", **_CUSTOMER, **_USER, "pipeline": "team_id ; Sales Team", "stage": "stage_id ; Stage", "amount": "expected_revenue|planned_revenue ; Expected Revenue",
            "currency": "company_currency ; Currency", "created_at": "create_date ; Created on", "expected_close_on": "date_deadline ; Expected Closing", "probability": "probability ; Probability",
            "closed_at": "date_closed ; Closed Date", "_active": "active ; Active", "lost_reason": "lost_reason_id|lost_reason ; Lost Reason", "channel": "source_id ; Source", "_campaign_name": "campaign_id ; Campaign",
            "_won": "stage_id/is_won ; Stage/Is Won Stage?", "competitor": "competitor ; Competitor", "next_step": "activity_summary ; Next Activity Summary", "next_step_on": "activity_date_deadline ; Next Activity Deadline",
        },
        rows={"type": ("opportunity",)},
    ),
    _object(
        "lead", _LEAD_NAMES, "lead_id,name + company,name",
        {
            "lead_id": _ID, "name": "contact_name ; Contact Name", "company": "partner_name ; Company Name", "channel": "source_id ; Source", "_campaign_name": "campaign_id ; Campaign", "status": "stage_id ; Stage", **_USER,
            "region": "state_id ; State", "created_at": "create_date ; Created on", "assigned_at": "date_open ; Assignment Date", "converted_at": "date_conversion ; Conversion Date", "industry": "industry_id ; Industry",
            "account_id": "partner_id/id ; Customer/ID", "opportunity_id": "opportunity_id/id ; Opportunity/ID",
        },
        rows={"type": ("lead",)},
    ),
    _object(
        "opportunity", "crm.opportunity|Opportunities|crm.lead opportunities", "opportunity_id,name + stage + amount + closed_at,expected_close_on,_active",
        {
            "opportunity_id": _ID, "name": "name ; Opportunity", **_CUSTOMER, **_USER, "pipeline": "team_id ; Sales Team", "stage": "stage_id ; Stage", "amount": "expected_revenue|planned_revenue ; Expected Revenue",
            "currency": "company_currency ; Currency", "created_at": "create_date ; Created on", "expected_close_on": "date_deadline ; Expected Closing", "probability": "probability ; Probability", "closed_at": "date_closed ; Closed Date",
            "_active": "active ; Active", "lost_reason": "lost_reason_id|lost_reason ; Lost Reason", "channel": "source_id ; Source",
        },
    ),
    _object(
        "account", _PARTNER_NAMES, "account_id,name + name",
        {
            "account_id": _ID, "name": "name|complete_name ; Name|Display Name", "tax_id": "vat ; Tax ID", "domain": "website ; Website", "phone": "phone ; Phone", "address": "street ; Street", "city": "city ; City", "region": "state_id ; State",
            "country": "country_id ; Country", "industry": "industry_id ; Industry", **_USER, "parent_account_id": "parent_id/id ; Parent/ID|Related Company/ID", "created_at": "create_date ; Created on", "employee_count": "employee_count|x_employee_count ; Employees",
            "annual_revenue": "x_annual_revenue ; Annual Revenue", "channel": "x_source ; Source",
        },
        rows={"is_company": ("true", "1", "yes")}, constants={"kind": "company"},
    ),
    _object(
        "contact", _PARTNER_NAMES, "contact_id,full_name + full_name",
        {
            "contact_id": _ID, "full_name": "name ; Name", "account_id": "parent_id/id ; Parent/ID|Related Company/ID", "_account_name": "parent_id|commercial_company_name ; Related Company|Company Name", "title": "function ; Job Position",
            "email": "email ; Email", "phone": "phone|mobile ; Mobile", "created_at": "create_date ; Created on", "department": "x_department ; Department", "opted_out": "is_blacklisted ; Blacklist",
        },
        rows={"is_company": ("false", "0", "no", "")},
    ),
    _object("stage", "crm.stage|crm_stage|Stages", "stage + position + _won", {"stage": "name ; Stage Name", "position": "sequence ; Sequence", "_won": "is_won ; Is Won Stage?", "pipeline": "team_id ; Sales Team"}),
    _object(
        "activity", "mail.activity|mail.message|calendar.event|Activities", "activity_id + occurred_at + owner_id,_owner_name",
        {
            "activity_id": _ID, "kind": "activity_type_id|activity_type ; Activity Type", "occurred_at": "date_done|start|date|date_deadline ; Done Date|Start", "_ends_at": "stop ; Stop", **_USER, "account_id": "partner_id/id ; Customer/ID|Account/ID",
            "contact_id": "contact_id/id ; Contact/ID", "opportunity_id": "opportunity_id/id|res_id ; Opportunity/ID", "lead_id": "lead_id/id ; Lead/ID", "outcome": "feedback ; Feedback", "minutes": "duration_minutes ; Duration (minutes)",
        },
    ),
    _object(
        "order", "sale.order|sale_order|Sales Order|Quotations|Orders", "order_id + ordered_at + account_id,_account_name",
        {
            "order_id": _ID + "|Order Reference", **_CUSTOMER, **_USER, "opportunity_id": "opportunity_id/id ; Opportunity/ID", "ordered_at": "date_order ; Order Date", "currency": "currency_id ; Currency", "status": "state ; Status",
            "_total": "amount_untaxed ; Untaxed Amount", "channel": "source_id ; Source", "_campaign_name": "campaign_id ; Campaign",
        },
        skip={"state": ("draft", "sent", "quotation", "quotation sent")},
    ),
    _object(
        "order_line", "sale.order.line|sale_order_line|Sales Order Line", "order_id + product_id,_product_name + quantity",
        {
            "order_id": "order_id/id|order_id ; Order Reference/ID|Order Reference", "line_no": "sequence ; Sequence", "product_id": "product_id/id ; Product/ID", "_product_name": "product_id ; Product", "quantity": "product_uom_qty ; Quantity",
            "unit_price": "price_unit ; Unit Price", "_discount_rate": "discount ; Discount (%)", "net_amount": "price_subtotal ; Subtotal", "order.currency": "currency_id ; Currency",
        },
    ),
    _object(
        "product", "product.product|product.template|product_product|Products|Product", "product_id + name + list_price,_code",
        {
            "product_id": _ID, "name": "name ; Name", "_code": "default_code ; Internal Reference", "category": "categ_id ; Product Category", "list_price": "list_price|lst_price ; Sales Price", "unit_cost": "standard_price ; Cost",
            "currency": "currency_id ; Currency", "family": "x_family ; Family",
        },
    ),
    _object("representative", "res.users|res_users|Users", "representative_id + name + team_id,_team_name,_login", {"representative_id": _ID, "name": "name ; Name", "_login": "login ; Login", "team_id": "sale_team_id/id", "_team_name": "sale_team_id ; Sales Team"}),
)  # fmt: skip

WRITE_BACK = WriteBack(
    record="id",
    record_number=".id",
    columns={
        "foresail_win_percent": "x_foresail_win_probability",
        "foresail_close_on": "x_foresail_close_date",
        "foresail_expected_amount": "x_foresail_expected_amount",
        "foresail_reason": "x_foresail_reason",
        "foresail_as_of": "x_foresail_as_of",
    },
)
SOURCE = Source(name="odoo", title=Text(en="Odoo", zh="Odoo"), objects=OBJECTS, write_back={"opportunity": WRITE_BACK})
