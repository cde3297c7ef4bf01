# ruff: noqa: E501 - lists of names, one field an entry
"""Salesforce: API names of the Data Export Service, labels of report exports. Deleted records are marked, not left out."""

from foresail.contracts.source import ObjectPreset, Source, WriteBack
from foresail.kernel.text import Text
from foresail.sources.recognise.words import field, fields, signature

_SKIP = {"IsDeleted": ("true", "1")}
_WHO = {
    "contact_id": field("WhoId ; Name ID", prefixes=("003",)),
    "lead_id": field("WhoId", prefixes=("00Q",)),
    "opportunity_id": field("WhatId ; Related To ID", prefixes=("006",)),
}


def _object(table: str, names: str, needs: str, specs: dict[str, str], **more: object) -> ObjectPreset:
    special = more.pop("special", {})
    return ObjectPreset(
        table=table, names=tuple(names.split("|")), signature=signature(needs), skip=_SKIP,
        fields=fields(specs, **special), **more,  # type: ignore[arg-type]
    )  # fmt: skip


ACCOUNT = _object(
    "account", "Account|Accounts", "account_id,name + name + owner_id,_owner_name,industry,parent_account_id,employee_count,kind",
    {
        "account_id": "Id|AccountId ; Account ID", "name": "Name ; Account Name", "domain": "Website", "phone": "Phone",
        "address": "BillingStreet ; Billing Street", "industry": "Industry", "employee_count": "NumberOfEmployees ; Employees",
        "annual_revenue": "AnnualRevenue ; Annual Revenue", "region": "BillingState ; Billing State/Province",
        "country": "BillingCountry ; Billing Country", "city": "BillingCity ; Billing City", "owner_id": "OwnerId",
        "_owner_name": "Owner.Name ; Account Owner", "parent_account_id": "ParentId ; Parent Account ID",
        "channel": "AccountSource ; Account Source", "created_at": "CreatedDate ; Created Date", "status": "Rating",
        "kind": "IsPersonAccount",
    },
)  # fmt: skip
CONTACT = _object(
    "contact", "Contact|Contacts", "contact_id,full_name,_last_name + email,phone,title,account_id + account_id,_account_name,_last_name",
    {
        "contact_id": "Id|ContactId ; Contact ID", "account_id": "AccountId ; Account ID", "_account_name": "Account.Name ; Account Name",
        "full_name": "Name ; Full Name", "_first_name": "FirstName ; First Name", "_last_name": "LastName ; Last Name",
        "title": "Title", "department": "Department", "email": "Email", "phone": "Phone|MobilePhone ; Mobile",
        "opted_out": "HasOptedOutOfEmail ; Email Opt Out", "created_at": "CreatedDate ; Created Date",
    },
)  # fmt: skip
LEAD = _object(
    "lead", "Lead|Leads", "lead_id + company,status + status,_converted,converted_at",
    {
        "lead_id": "Id|LeadId ; Lead ID", "name": "Name ; Full Name", "_first_name": "FirstName ; First Name",
        "_last_name": "LastName ; Last Name", "company": "Company ; Company / Account", "channel": "LeadSource ; Lead Source",
        "status": "Status ; Lead Status", "owner_id": "OwnerId", "_owner_name": "Owner.Name ; Lead Owner", "industry": "Industry",
        "region": "State ; State/Province", "created_at": "CreatedDate ; Created Date|Create Date", "_converted": "IsConverted ; Converted",
        "converted_at": "ConvertedDate ; Converted Date", "account_id": "ConvertedAccountId ; Converted Account ID",
        "opportunity_id": "ConvertedOpportunityId ; Converted Opportunity ID",
    },
)  # fmt: skip
OPPORTUNITY = _object(
    "opportunity", "Opportunity|Opportunities", "opportunity_id,name + stage + _close_date,amount",
    {
        "opportunity_id": "Id|OpportunityId ; Opportunity ID", "name": "Name ; Opportunity Name", "account_id": "AccountId ; Account ID",
        "_account_name": "Account.Name ; Account Name", "owner_id": "OwnerId", "_owner_name": "Owner.Name ; Opportunity Owner",
        "stage": "StageName ; Stage", "amount": "Amount", "currency": "CurrencyIsoCode ; Opportunity Currency",
        "created_at": "CreatedDate ; Created Date", "_close_date": "CloseDate ; Close Date", "probability": "Probability ; Probability (%)",
        "_closed": "IsClosed ; Closed", "_won": "IsWon ; Won", "channel": "LeadSource ; Lead Source", "campaign_id": "CampaignId",
        "forecast_category": "ForecastCategoryName|ForecastCategory ; Forecast Category", "next_step": "NextStep ; Next Step",
        "pipeline": "RecordTypeId ; Opportunity Record Type", "lost_reason": "Loss_Reason__c|Lost_Reason__c ; Loss Reason|Lost Reason",
        "competitor": "MainCompetitors__c|Competitor__c ; Main Competitor(s)",
    },
)  # fmt: skip
ACTIVITY_TASK = _object(
    "activity", "Task|Tasks|Event|Events", "activity_id + occurred_at + owner_id,_owner_name + kind,_subject",
    {
        "activity_id": "Id|TaskId|EventId ; Activity ID", "kind": "TaskSubtype|Type ; Task Subtype", "_subject": "Subject",
        "occurred_at": "StartDateTime|CompletedDateTime|ActivityDate ; Start|Date", "_ends_at": "EndDateTime ; End", "owner_id": "OwnerId",
        "_owner_name": "Owner.Name ; Assigned", "account_id": "AccountId ; Account ID", "outcome": "CallDisposition|Status",
        "_seconds": "CallDurationInSeconds ; Call Duration (seconds)",
    },
    special=_WHO,
)  # fmt: skip
OBJECTS = (
    ACCOUNT,
    CONTACT,
    LEAD,
    OPPORTUNITY,
    ACTIVITY_TASK,
    _object(
        "opportunity_change", "OpportunityHistory", "opportunity_id + changed_at + _stage + _amount,_expected_close_on",
        {
            "opportunity_id": "OpportunityId", "changed_at": "CreatedDate|SystemModstamp", "_stage": "StageName", "_amount": "Amount",
            "_expected_close_on": "CloseDate", "_probability": "Probability", "_forecast_category": "ForecastCategory",
        },
        history="snapshots",
    ),
    _object(
        "opportunity_change", "OpportunityFieldHistory", "opportunity_id + field + new",
        {
            "opportunity_id": "OpportunityId", "changed_at": "CreatedDate", "field": "Field", "old": "OldValue", "new": "NewValue",
        },
        history="properties",
    ),
    _object(
        "opportunity_line", "OpportunityLineItem", "opportunity_id + product_id + quantity,unit_price",
        {
            "opportunity_id": "OpportunityId", "line_no": "SortOrder", "product_id": "Product2Id|ProductCode", "quantity": "Quantity",
            "unit_price": "UnitPrice", "discount_rate": "Discount",
        },
    ),
    _object(
        "stage", "OpportunityStage", "stage + _closed,_won,position",
        {
            "stage": "ApiName|MasterLabel", "position": "SortOrder", "probability": "DefaultProbability", "_closed": "IsClosed", "_won": "IsWon",
        },
    ),
    _object(
        "order", "Order|Orders", "order_id + account_id + ordered_at",
        {
            "order_id": "Id|OrderId ; Order ID", "account_id": "AccountId ; Account ID", "opportunity_id": "OpportunityId", "owner_id": "OwnerId",
            "ordered_at": "EffectiveDate|ActivatedDate ; Order Start Date", "currency": "CurrencyIsoCode", "status": "Status",
            "_total": "TotalAmount ; Order Amount", "channel": "OrderSource__c",
        },
    ),
    _object(
        "order_line", "OrderItem|OrderProduct|Order Product", "order_id + product_id + quantity,net_amount",
        {
            "order_id": "OrderId ; Order ID", "line_no": "OrderItemNumber", "product_id": "Product2Id ; Product ID", "quantity": "Quantity",
            "unit_price": "UnitPrice ; Unit Price", "net_amount": "TotalPrice ; Total Price", "order.currency": "CurrencyIsoCode",
        },
    ),
    _object(
        "product", "Product2|Products|Product", "product_id + name + product_id,family",
        {
            "product_id": "Id|Product2Id ; Product ID", "name": "Name ; Product Name", "family": "Family ; Product Family",
            "category": "Category__c ; Category", "list_price": "UnitPrice|ListPrice__c ; List Price", "currency": "CurrencyIsoCode",
        },
    ),
    _object(
        "representative", "User|Users", "representative_id + name + team_id,role,manager_id",
        {
            "representative_id": "Id|UserId ; User ID", "name": "Name ; Full Name", "manager_id": "ManagerId", "team_id": "UserRoleId",
            "role": "Title", "region": "Region__c",
        },
    ),
    _object(
        "team", "UserRole|UserRoles", "team_id + name + parent_team_id",
        {"team_id": "Id", "name": "Name", "parent_team_id": "ParentRoleId"},
    ),
    _object(
        "campaign", "Campaign|Campaigns", "campaign_id + name + starts_on,budget",
        {
            "campaign_id": "Id|CampaignId", "name": "Name ; Campaign Name", "channel": "Type", "starts_on": "StartDate ; Start Date",
            "ends_on": "EndDate ; End Date", "budget": "BudgetedCost ; Budgeted Cost", "currency": "CurrencyIsoCode",
        },
    ),
    _object(
        "touch", "CampaignMember", "campaign_id + contact_id,lead_id + occurred_at",
        {
            "touch_id": "Id", "campaign_id": "CampaignId", "lead_id": "LeadId", "contact_id": "ContactId", "kind": "Status",
            "occurred_at": "FirstRespondedDate|CreatedDate",
        },
    ),
)  # fmt: skip

WRITE_BACK = WriteBack(
    record="Id",
    columns={
        "foresail_win_percent": "Foresail_Win_Probability__c",
        "foresail_close_on": "Foresail_Close_Date__c",
        "foresail_expected_amount": "Foresail_Expected_Amount__c",
        "foresail_reason": "Foresail_Reason__c",
        "foresail_as_of": "Foresail_As_Of__c",
    },
)
SOURCE = Source(
    name="salesforce",
    title=Text(en="Salesforce", zh="Salesforce"),
    objects=OBJECTS,
    write_back={"opportunity": WRITE_BACK},
)
