# ruff: noqa: E501 - lists of names, one field an entry
"""Zoho CRM: API names, and labels with `.id` columns beside lookups in CSV exports."""

from foresail.contracts.source import ObjectPreset, Source, WriteBack
from foresail.kernel.text import Text
from foresail.sources.recognise.words import fields, signature


def _object(table: str, names: str, needs: str, specs: dict[str, str], **more: object) -> ObjectPreset:
    return ObjectPreset(
        table=table, names=tuple(names.split("|")), signature=signature(needs), fields=fields(specs), **more
    )


_ID = "id|Id ; Record Id"
_NEW = "Created_Time ; Created Time"
OBJECTS = (
    _object(
        "account", "Accounts|Account|Accounts_001", "account_id + name + owner_id,_owner_name,kind,industry",
        {
            "account_id": _ID + "|Account Id", "name": "Account_Name ; Account Name", "domain": "Website", "phone": "Phone", "industry": "Industry",
            "employee_count": "Employees|No_of_Employees ; No. of Employees", "annual_revenue": "Annual_Revenue ; Annual Revenue", "owner_id": "Owner.id ; Account Owner.id",
            "_owner_name": "Owner ; Account Owner", "parent_account_id": "Parent_Account.id ; Parent Account.id|Parent Account", "city": "Billing_City ; Billing City",
            "region": "Billing_State ; Billing State", "country": "Billing_Country ; Billing Country", "address": "Billing_Street ; Billing Street", "created_at": _NEW,
            "kind": "Account_Type ; Account Type", "status": "Rating", "channel": "Account_Source ; Account Source",
        },
    ),
    _object(
        "contact", "Contacts|Contact|Contacts_001", "contact_id + _last_name,full_name + email,phone,account_id",
        {
            "contact_id": _ID + "|Contact Id", "account_id": "Account_Name.id ; Account Name.id", "_account_name": "Account_Name ; Account Name", "full_name": "Full_Name ; Full Name|Contact Name",
            "_first_name": "First_Name ; First Name", "_last_name": "Last_Name ; Last Name", "title": "Title", "department": "Department", "email": "Email",
            "phone": "Phone|Mobile ; Mobile", "opted_out": "Email_Opt_Out ; Email Opt Out", "created_at": _NEW,
        },
    ),
    _object(
        "lead", "Leads|Lead|Leads_001", "lead_id + company + status,channel",
        {
            "lead_id": _ID + "|Lead Id", "name": "Full_Name ; Full Name|Lead Name", "_first_name": "First_Name ; First Name", "_last_name": "Last_Name ; Last Name", "company": "Company",
            "channel": "Lead_Source ; Lead Source", "status": "Lead_Status ; Lead Status", "owner_id": "Owner.id ; Lead Owner.id", "_owner_name": "Owner ; Lead Owner", "industry": "Industry",
            "region": "State", "created_at": _NEW, "converted_at": "Converted_Date_Time ; Converted Date|Converted Time", "account_id": "Converted_Account.id|Converted_Account ; Converted Account.id|Converted Account",
            "opportunity_id": "Converted_Deal.id|Converted_Deal ; Converted Deal.id|Converted Deal", "_converted": "Converted__s ; Is Converted",
        },
    ),
    _object(
        "opportunity", "Deals|Deal|Potentials|Deals_001", "opportunity_id,name + stage + _close_date,amount",
        {
            "opportunity_id": _ID + "|Deal Id", "name": "Deal_Name|Potential_Name ; Deal Name|Potential Name", "account_id": "Account_Name.id ; Account Name.id", "_account_name": "Account_Name ; Account Name",
            "owner_id": "Owner.id ; Deal Owner.id", "_owner_name": "Owner ; Deal Owner", "pipeline": "Pipeline", "stage": "Stage", "amount": "Amount", "currency": "Currency",
            "created_at": _NEW, "_close_date": "Closing_Date ; Closing Date", "probability": "Probability ; Probability (%)", "closed_at": "Closed_Time ; Closed Time",
            "lost_reason": "Reason_For_Loss__s ; Reason For Loss", "channel": "Lead_Source ; Lead Source", "campaign_id": "Campaign_Source.id ; Campaign Source.id", "_campaign_name": "Campaign_Source ; Campaign Source",
            "forecast_category": "Forecast_Category__s ; Forecast Category", "next_step": "Next_Step ; Next Step", "competitor": "Competitor ; Competitor",
        },
    ),
    _object(
        "opportunity_change", "Stage_History|Stage History|StageHistory|DealHistory", "opportunity_id + changed_at + _stage + _duration,_amount,_expected_close_on",
        {
            "opportunity_id": "Deal_Name.id|Potential_Name.id|Deal_Id|Deal.id ; Deal Name.id|Deal Id", "_stage": "Stage", "_amount": "Amount", "_probability": "Probability ; Probability (%)",
            "_expected_close_on": "Closing_Date ; Closing Date|Close Date", "changed_at": "Modified_Time|Last_Modified_Time ; Modified Time", "_duration": "Stage_Duration|Duration_Days ; Stage Duration|Duration (Days)",
        },
        history="snapshots",
    ),
    _object(
        "activity", "Activities|Tasks|Events|Calls|Meetings", "activity_id + occurred_at + owner_id,_owner_name",
        {
            "activity_id": _ID + "|Activity Id", "kind": "Activity_Type|Call_Type ; Activity Type", "occurred_at": "Start_DateTime|Call_Start_Time|Closed_Time|Due_Date ; Start DateTime|From|Call Start Time|Closed Time",
            "_ends_at": "End_DateTime ; End DateTime|To", "owner_id": "Owner.id ; Activity Owner.id|Task Owner.id|Call Owner.id|Host.id", "_owner_name": "Owner ; Activity Owner|Task Owner|Call Owner|Host",
            "account_id": "Account_Name.id ; Account Name.id", "contact_id": "Who_Id.id|Who_Id ; Contact Name.id", "opportunity_id": "What_Id.id|What_Id ; Related To.id|Deal Name.id", "lead_id": "Lead.id ; Lead Name.id",
            "outcome": "Call_Result ; Call Result|Outcome", "_seconds": "Call_Duration_in_seconds ; Call Duration (in seconds)",
        },
    ),
    _object(
        "order", "Sales_Orders|Sales Orders|SalesOrders", "order_id + _total,account_id,_account_name + ordered_at,_total",
        {
            "order_id": _ID + "|Sales Order Id", "account_id": "Account_Name.id ; Account Name.id", "_account_name": "Account_Name ; Account Name", "opportunity_id": "Deal_Name.id ; Deal Name.id", "owner_id": "Owner.id ; Sales Order Owner.id",
            "_owner_name": "Owner ; Sales Order Owner", "ordered_at": "Order_Date|Created_Time ; Order Date|Created Time", "currency": "Currency", "status": "Status", "_total": "Grand_Total ; Grand Total", "channel": "Sales_Channel ; Sales Channel",
        },
    ),
    _object(
        "order_line", "Ordered_Items|Ordered Items|OrderedItems", "order_id + product_id,_product_name + quantity",
        {
            "order_id": "Parent_Id.id|Parent_Id|Sales_Order.id ; Sales Order.id|Parent Id", "line_no": "Sequence_Number ; S.No|Sequence Number", "product_id": "Product_Name.id ; Product Name.id", "_product_name": "Product_Name ; Product Name",
            "quantity": "Quantity", "unit_price": "List_Price ; List Price", "discount_amount": "Discount", "net_amount": "Total_After_Discount|Net_Total|Total ; Total After Discount|Net Total",
            "order.currency": "Currency",
        },
    ),
    _object(
        "product", "Products|Product|Products_001", "product_id + name + list_price,category,_code",
        {
            "product_id": _ID + "|Product Id", "name": "Product_Name ; Product Name", "_code": "Product_Code ; Product Code", "category": "Product_Category ; Product Category", "list_price": "Unit_Price ; Unit Price",
            "currency": "Currency", "family": "Product_Family|Manufacturer ; Product Family|Manufacturer", "launched_on": "Sales_Start_Date ; Sales Start Date", "retired_on": "Sales_End_Date ; Sales End Date",
        },
    ),
    _object(
        "campaign", "Campaigns|Campaign", "campaign_id + name + starts_on,budget",
        {
            "campaign_id": _ID + "|Campaign Id", "name": "Campaign_Name ; Campaign Name", "channel": "Type", "starts_on": "Start_Date ; Start Date", "ends_on": "End_Date ; End Date",
            "budget": "Budgeted_Cost ; Budgeted Cost", "currency": "Currency",
        },
    ),
)  # fmt: skip

WRITE_BACK = WriteBack(
    record="Record Id",
    columns={
        "foresail_win_percent": "Foresail Win Probability",
        "foresail_close_on": "Foresail Close Date",
        "foresail_expected_amount": "Foresail Expected Amount",
        "foresail_reason": "Foresail Reason",
        "foresail_as_of": "Foresail As Of",
    },
)
SOURCE = Source(
    name="zoho", title=Text(en="Zoho CRM", zh="Zoho CRM"), objects=OBJECTS, write_back={"opportunity": WRITE_BACK}
)
