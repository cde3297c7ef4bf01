# ruff: noqa: E501 - lists of names, one field an entry
"""HubSpot: internal names of properties, labels of the export page. The close date is the expected one until a deal closes."""

from foresail.contracts.source import ObjectPreset, Source, WriteBack
from foresail.kernel.text import Text
from foresail.sources.recognise.words import fields, signature

_SKIP = {"archived": ("true",)}


def _object(table: str, names: str, needs: str, specs: dict[str, str], **more: object) -> ObjectPreset:
    return ObjectPreset(
        table=table, names=tuple(names.split("|")), signature=signature(needs), skip=_SKIP, fields=fields(specs), **more,
    )  # fmt: skip


OBJECTS = (
    _object(
        "account", "companies|company|all-companies|hubspot-crm-exports-all-companies", "name + account_id,domain + domain,employee_count,owner_id,industry",
        {
            "account_id": "hs_object_id|companyId ; Record ID|Company ID", "name": "name ; Company name|Company Name", "domain": "domain ; Company Domain Name",
            "industry": "industry ; Industry", "annual_revenue": "annualrevenue ; Annual Revenue", "employee_count": "numberofemployees ; Number of Employees",
            "phone": "phone ; Phone Number", "address": "address ; Street Address", "city": "city ; City", "region": "state ; State/Region",
            "country": "country ; Country/Region", "created_at": "createdate|hs_createdate ; Create Date", "owner_id": "hubspot_owner_id",
            "_owner_name": "; Company owner", "status": "lifecyclestage ; Lifecycle Stage", "parent_account_id": "hs_parent_company_id ; Parent Company ID",
            "channel": "hs_analytics_source ; Original Source Type|Original Traffic Source",
        },
    ),
    _object(
        "contact", "contacts|contact|all-contacts", "_first_name,_last_name + email,phone",
        {
            "contact_id": "hs_object_id|vid ; Record ID|Contact ID", "account_id": "associatedcompanyid ; Associated Company IDs|Primary Associated Company ID",
            "_account_name": "; Associated Company", "_first_name": "firstname ; First Name", "_last_name": "lastname ; Last Name", "email": "email ; Email",
            "phone": "phone|mobilephone ; Phone Number|Mobile Phone Number", "title": "jobtitle ; Job Title", "created_at": "createdate ; Create Date",
            "opted_out": "hs_email_optout ; Unsubscribed from all email", "department": "department",
        },
    ),
    _object(
        "lead", "leads|lead", "name + status + lead_id,created_at",
        {
            "lead_id": "hs_object_id ; Record ID|Lead ID", "name": "hs_lead_name ; Lead Name", "company": "hs_associated_company_name|company ; Company Name",
            "status": "hs_pipeline_stage|hs_lead_status ; Lead Status|Lead Stage", "channel": "hs_lead_source|hs_analytics_source ; Lead Source", "owner_id": "hubspot_owner_id",
            "_owner_name": "; Lead owner", "created_at": "hs_createdate|createdate ; Create Date", "industry": "industry ; Industry",
            "converted_at": "hs_converted_date|hs_v2_date_entered_converted ; Converted Date", "account_id": "hs_associated_company_id ; Associated Company IDs",
            "opportunity_id": "hs_associated_deal_id ; Associated Deal IDs", "region": "state ; State/Region",
        },
    ),
    _object(
        "opportunity", "deals|deal|all-deals", "opportunity_id,name + stage + _close_date,amount,pipeline",
        {
            "opportunity_id": "hs_object_id|dealId ; Record ID|Deal ID", "name": "dealname ; Deal Name", "amount": "amount ; Amount", "currency": "deal_currency_code ; Currency",
            "stage": "dealstage ; Deal Stage", "pipeline": "pipeline ; Pipeline", "_close_date": "closedate ; Close Date", "created_at": "createdate|hs_createdate ; Create Date",
            "owner_id": "hubspot_owner_id", "_owner_name": "; Deal owner|Deal Owner", "probability": "hs_deal_stage_probability|hs_forecast_probability ; Deal probability",
            "_won": "hs_is_closed_won ; Is Closed Won", "_lost": "hs_is_closed_lost ; Is closed lost", "_closed": "hs_is_closed ; Is Deal Closed?",
            "lost_reason": "closed_lost_reason ; Closed Lost Reason", "forecast_category": "hs_manual_forecast_category ; Forecast category",
            "next_step": "hs_next_step ; Next step", "next_step_on": "notes_next_activity_date ; Next Activity Date", "channel": "hs_analytics_source ; Original Source Type|Original Traffic Source",
            "account_id": "associatedcompanyid|hs_primary_associated_company ; Associated Company IDs|Primary Associated Company ID", "_account_name": "; Associated Company",
            "competitor": "competitor ; Competitor", "_campaign_name": "hs_campaign",
        },
        values={"forecast_category": {"closed_lost": "omit"}},
    ),
    _object(
        "opportunity_change", "deal_property_history|property history|deal_stage|propertyhistory", "opportunity_id + changed_at + new",
        {
            "opportunity_id": "deal_id|dealId|hs_object_id|objectId", "field": "name|property|propertyName", "new": "value", "changed_at": "timestamp|date_entered|changed_at",
        },
        history="properties", constants={"field": "dealstage"},
    ),
    _object(
        "stage", "pipeline_stages|pipelines|pipeline stages|deal_pipeline_stage", "stage + _won,_closed,position + probability,position",
        {
            "pipeline": "pipeline_id|pipelineId ; Pipeline", "stage": "stage_id|stageId ; Stage ID", "position": "display_order|displayOrder", "probability": "probability", "_won": "closed_won|closedWon",
            "_closed": "is_closed|isClosed",
        },
    ),
    _object(
        "activity", "engagements|activities|calls|meetings|tasks|emails", "occurred_at + owner_id,_owner_name + activity_id",
        {
            "activity_id": "hs_object_id|hs_engagement_id|engagementId ; Record ID|Engagement ID", "kind": "hs_engagement_type|type|hs_activity_type ; Activity type", "occurred_at": "hs_timestamp|hs_meeting_start_time ; Activity date",
            "_ends_at": "hs_meeting_end_time ; Meeting end time", "owner_id": "hubspot_owner_id", "_owner_name": "; Activity assigned to", "account_id": "associatedcompanyid ; Associated Company IDs",
            "contact_id": "associatedcontactid ; Associated Contact IDs", "opportunity_id": "associateddealid ; Associated Deal IDs", "lead_id": "associatedleadid ; Associated Lead IDs",
            "outcome": "hs_meeting_outcome|hs_call_disposition ; Meeting outcome|Call outcome", "_milliseconds": "hs_call_duration ; Call duration",
        },
    ),
    _object(
        "order", "orders|order", "order_id + ordered_at + account_id,_total",
        {
            "order_id": "hs_object_id|hs_external_order_id ; Record ID|Order ID", "account_id": "associatedcompanyid ; Associated Company IDs", "opportunity_id": "associateddealid ; Associated Deal IDs", "ordered_at": "hs_external_created_date|hs_createdate ; Order Date",
            "currency": "hs_currency_code ; Currency", "status": "hs_external_order_status|hs_pipeline_stage ; Status", "_total": "hs_total_price ; Total Price", "owner_id": "hubspot_owner_id", "channel": "hs_source_store ; Source Store",
        },
    ),
    _object(
        "order_line", "line items|line_items|lineitems|order line items", "product_id + quantity + order_id",
        {
            "order_id": "associatedorderid ; Associated Order IDs", "line_no": "hs_position_on_quote ; Position", "product_id": "hs_product_id ; Product ID", "quantity": "quantity ; Quantity", "unit_price": "price ; Unit price",
            "net_amount": "amount ; Net price", "order.currency": "hs_line_item_currency_code ; Currency", "discount_amount": "discount ; Unit Discount",
        },
    ),
    _object(
        "product", "products|product", "product_id + name + list_price,_sku",
        {
            "product_id": "hs_object_id|hs_product_id ; Record ID|Product ID", "name": "name ; Name|Product Name", "list_price": "price ; Unit price", "unit_cost": "hs_cost_of_goods_sold ; Unit cost",
            "category": "hs_product_category ; Category", "family": "hs_product_type ; Product Type", "currency": "hs_price_currency ; Currency", "_sku": "hs_sku ; SKU",
        },
    ),
    _object(
        "representative", "owners|users", "representative_id + name,_last_name + team_id,name",
        {"representative_id": "owner_id|ownerId|hubspot_owner_id ; Owner ID", "name": "owner_name ; Owner Name", "_first_name": "firstName", "_last_name": "lastName", "team_id": "team_id|hubspot_team_id", "region": "region"},
    ),
)  # fmt: skip

WRITE_BACK = WriteBack(
    record="Record ID",
    columns={
        "foresail_win_percent": "Foresail win probability",
        "foresail_close_on": "Foresail close date",
        "foresail_expected_amount": "Foresail expected amount",
        "foresail_reason": "Foresail reason",
        "foresail_as_of": "Foresail as of",
    },
)
SOURCE = Source(
    name="hubspot", title=Text(en="HubSpot", zh="HubSpot"), objects=OBJECTS, write_back={"opportunity": WRITE_BACK}
)
