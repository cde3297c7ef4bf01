# ruff: noqa: E501 - one sheet a line
"""How each of the five systems writes the small company."""

from __future__ import annotations

from pathlib import Path

from foresail.sources.tests.crms import (
    HISTORY,
    LOCAL,
    Sheet,
    Writer,
    close_day,
    col,
    day,
    grouped,
    local,
    plain,
    rows_of,
    sheet,
    to_csv,
    to_xlsx,
)

_UTC = "%Y-%m-%dT%H:%M:%S.000Z"


def _utc(value: object) -> str:
    return value.strftime(_UTC) if value else ""  # type: ignore[attr-defined]


def _flag(yes: bool) -> str:
    return "true" if yes else "false"


def salesforce(folder: Path) -> None:
    """Data Export Service: API names, moments in UTC, every cell quoted; one report with a footer."""
    utc = dict.fromkeys(("created_at", "converted_at", "occurred_at", "ordered_at"), _utc)
    first, last = (
        (lambda r: r["full_name"].split(" ")[0] if " " in r["full_name"] else r["full_name"][1:]),
        (lambda r: r["full_name"].split(" ")[1] if " " in r["full_name"] else r["full_name"][0]),
    )
    sheets: dict[str, tuple[str, Sheet]] = {
        "Account": ("account", sheet({"Id": "account_id", "Name": "name", "Industry": "industry", "NumberOfEmployees": "employee_count", "AnnualRevenue": "annual_revenue", "BillingCountry": "country", "BillingCity": "city", "Phone": "phone", "Website": "domain", "OwnerId": "owner_id", "CreatedDate": "created_at"}, utc, IsDeleted=lambda r: "false")),
        "Contact": ("contact", sheet({"Id": "contact_id", "AccountId": "account_id", "Title": "title", "Email": "email", "Phone": "phone", "CreatedDate": "created_at"}, utc, FirstName=first, LastName=last)),
        "Lead": ("lead", sheet({"Id": "lead_id", "Name": "name", "Company": "company", "LeadSource": "channel", "Status": "status", "OwnerId": "owner_id", "CreatedDate": "created_at", "ConvertedDate": "converted_at", "ConvertedAccountId": "account_id", "ConvertedOpportunityId": "opportunity_id"}, utc, IsConverted=lambda r: _flag(bool(r["converted_at"])))),
        "Opportunity": ("opportunity", sheet({"Id": "opportunity_id", "Name": "name", "AccountId": "account_id", "OwnerId": "owner_id", "StageName": "stage", "Amount": "amount", "CurrencyIsoCode": "currency", "CreatedDate": "created_at", "Loss_Reason__c": "lost_reason", "LeadSource": "channel"}, utc, CloseDate=lambda r: close_day(r, "%Y-%m-%d"), IsClosed=lambda r: _flag(r["outcome"] != "open"), IsWon=lambda r: _flag(r["outcome"] == "won"))),
        "Task": ("activity", sheet({"Id": "activity_id", "CompletedDateTime": "occurred_at", "OwnerId": "owner_id", "AccountId": "account_id", "WhoId": "contact_id", "WhatId": "opportunity_id"}, utc, TaskSubtype=lambda r: r["kind"].title(), CallDurationInSeconds=lambda r: plain(int(r["minutes"] * 60)) if r["minutes"] else "")),
        "Product2": ("product", sheet({"Id": "product_id", "Name": "name", "Category__c": "category", "CurrencyIsoCode": "currency"}, Family=lambda r: "")),
        "Order": ("order", sheet({"Id": "order_id", "AccountId": "account_id", "OpportunityId": "opportunity_id", "OwnerId": "owner_id", "EffectiveDate": "ordered_at", "CurrencyIsoCode": "currency", "Status": "status"}, utc)),
        "OrderItem": ("order_line", sheet({"OrderId": "order_id", "OrderItemNumber": "line_no", "Product2Id": "product_id", "Quantity": "quantity", "UnitPrice": "unit_price", "TotalPrice": "net_amount"})),
    }  # fmt: skip
    for name, (table, columns) in sheets.items():
        to_csv(rows_of(table, columns), folder / f"{name}.csv", quote_all=True)
    states = [["OpportunityId", "StageName", "Amount", "CloseDate", "Probability", "CreatedDate"]]
    states += [[o, stage, amount, "2026-07-15", "50", _utc(when)] for o, when, stage, amount in HISTORY]
    to_csv(states, folder / "OpportunityHistory.csv", quote_all=True)


def hubspot(folder: Path) -> None:
    """Labels of the export page, local moments, one close date, flags as text."""
    when = dict.fromkeys(("created_at", "converted_at", "occurred_at", "ordered_at"), local("%Y-%m-%d %H:%M"))
    first, last = (
        (lambda r: r["full_name"].split(" ")[0] if " " in r["full_name"] else r["full_name"][1:]),
        (lambda r: r["full_name"].split(" ")[1] if " " in r["full_name"] else r["full_name"][0]),
    )
    owner = {"hubspot_owner_id": "owner_id"}
    sheets: dict[str, tuple[str, Sheet]] = {
        "all-companies": ("account", sheet({"Record ID": "account_id", "Company name": "name", "Industry": "industry", "Number of Employees": "employee_count", "Annual Revenue": "annual_revenue", "Country/Region": "country", "City": "city", "Phone Number": "phone", "Company Domain Name": "domain", **owner, "Create Date": "created_at"}, when)),
        "all-contacts": ("contact", {"Record ID": col("contact_id"), "First Name": first, "Last Name": last, **sheet({"Email": "email", "Phone Number": "phone", "Job Title": "title", "Associated Company IDs": "account_id", "Create Date": "created_at"}, when)}),
        "leads": ("lead", sheet({"Record ID": "lead_id", "Lead Name": "name", "Company Name": "company", "Lead Status": "status", "Lead Source": "channel", **owner, "Create Date": "created_at", "Converted Date": "converted_at", "Associated Company IDs": "account_id", "Associated Deal IDs": "opportunity_id"}, when)),
        "all-deals": ("opportunity", sheet({"Record ID": "opportunity_id", "Deal Name": "name", "Deal Stage": "stage", "Amount": "amount", "Currency": "currency", **owner, "Create Date": "created_at", "Closed Lost Reason": "lost_reason", "Original Source Type": "channel", "Associated Company IDs": "account_id"}, when, **{"Close Date": lambda r: close_day(r, "%Y-%m-%d"), "Is Closed Won": lambda r: _flag(r["outcome"] == "won"), "Is closed lost": lambda r: _flag(r["outcome"] == "lost")})),
        "engagements": ("activity", sheet({"hs_object_id": "activity_id", "hs_engagement_type": "kind", "hs_timestamp": "occurred_at", **owner, "associatedcompanyid": "account_id", "associatedcontactid": "contact_id", "associateddealid": "opportunity_id"}, {**when, "kind": lambda v: v.upper()}, hs_call_duration=lambda r: plain(int(r["minutes"] * 60000)) if r["minutes"] else "")),
        "products": ("product", sheet({"Record ID": "product_id", "Name": "name", "Category": "category", "Unit price": "list_price", "Currency": "currency"})),
        "orders": ("order", sheet({"Record ID": "order_id", "Associated Company IDs": "account_id", "Associated Deal IDs": "opportunity_id", **owner, "Order Date": "ordered_at", "Currency": "currency", "Status": "status"}, when)),
        "line items": ("order_line", sheet({"Associated Order IDs": "order_id", "Position": "line_no", "Product ID": "product_id", "Quantity": "quantity", "Unit price": "unit_price", "Net price": "net_amount"})),
    }  # fmt: skip
    for name, (table, columns) in sheets.items():
        to_csv(rows_of(table, columns), folder / f"{name}.csv")
    values = [["deal_id", "name", "value", "timestamp"]]
    for opportunity, moment, stage, amount in HISTORY:
        stamp = str(int((moment.timestamp() - LOCAL.total_seconds() * 0) * 1000)) if moment.tzinfo else _millis(moment)
        values += [[opportunity, "dealstage", stage, stamp], [opportunity, "amount", amount, stamp]]
    to_csv(values, folder / "deal_property_history.csv")


def _millis(moment: object) -> str:
    from datetime import UTC

    return str(int(moment.replace(tzinfo=UTC).timestamp() * 1000))  # type: ignore[attr-defined]


def zoho(folder: Path) -> None:
    """Labels with `.id` columns, American dates, grouped amounts, a mark at the beginning of the file."""
    when = dict.fromkeys(("created_at", "converted_at", "occurred_at", "ordered_at"), local("%m/%d/%Y %I:%M %p"))
    money = dict.fromkeys(("amount", "annual_revenue", "list_price"), grouped)
    both = {**when, **money}
    sheets: dict[str, tuple[str, Sheet]] = {
        "Accounts": ("account", sheet({"Record Id": "account_id", "Account Name": "name", "Industry": "industry", "No. of Employees": "employee_count", "Annual Revenue": "annual_revenue", "Billing Country": "country", "Billing City": "city", "Phone": "phone", "Website": "domain", "Account Owner.id": "owner_id", "Created Time": "created_at"}, both)),
        "Contacts": ("contact", sheet({"Record Id": "contact_id", "Account Name.id": "account_id", "Full Name": "full_name", "Title": "title", "Email": "email", "Mobile": "phone", "Created Time": "created_at"}, both)),
        "Leads": ("lead", sheet({"Record Id": "lead_id", "Full Name": "name", "Company": "company", "Lead Source": "channel", "Lead Status": "status", "Lead Owner.id": "owner_id", "Created Time": "created_at", "Converted Time": "converted_at", "Converted Account.id": "account_id", "Converted Deal.id": "opportunity_id"}, both)),
        "Deals": ("opportunity", sheet({"Record Id": "opportunity_id", "Deal Name": "name", "Account Name.id": "account_id", "Deal Owner.id": "owner_id", "Stage": "stage", "Amount": "amount", "Currency": "currency", "Created Time": "created_at", "Reason For Loss": "lost_reason", "Lead Source": "channel"}, both, **{"Closing Date": lambda r: close_day(r, "%m/%d/%Y")})),
        "Activities": ("activity", sheet({"Record Id": "activity_id", "Activity Type": "kind", "From": "occurred_at", "Activity Owner.id": "owner_id", "Account Name.id": "account_id", "Contact Name.id": "contact_id", "Deal Name.id": "opportunity_id"}, both, **{"Call Duration (in seconds)": lambda r: plain(int(r["minutes"] * 60)) if r["minutes"] else ""})),
        "Products": ("product", sheet({"Record Id": "product_id", "Product Name": "name", "Product Category": "category", "Unit Price": "list_price", "Currency": "currency"}, both)),
        "Sales_Orders": ("order", sheet({"Record Id": "order_id", "Account Name.id": "account_id", "Deal Name.id": "opportunity_id", "Sales Order Owner.id": "owner_id", "Order Date": "ordered_at", "Currency": "currency", "Status": "status"}, both)),
        "Ordered_Items": ("order_line", sheet({"Sales Order.id": "order_id", "S.No": "line_no", "Product Name.id": "product_id", "Quantity": "quantity", "List Price": "unit_price", "Total After Discount": "net_amount"})),
    }  # fmt: skip
    for name, (table, columns) in sheets.items():
        to_csv(rows_of(table, columns), folder / f"{name}.csv", "utf-8-sig")
    states = [["Deal Name.id", "Stage", "Amount", "Closing Date", "Stage Duration", "Modified Time"]]
    states += [[o, s, a, "07/15/2026", "3", local("%m/%d/%Y %I:%M %p")(when_)] for o, when_, s, a in HISTORY]
    to_csv(states, folder / "Stage_History.csv", "utf-8-sig")


def _odoo_models(folder: Path, when: dict[str, Writer]) -> None:
    """Companies and people, opportunities and leads: one model for two kinds each."""
    company = sheet(
        {
            "id": "account_id",
            "name": "name",
            "industry_id": "industry",
            "employee_count": "employee_count",
            "x_annual_revenue": "annual_revenue",
            "country_id": "country",
            "city": "city",
            "phone": "phone",
            "website": "domain",
            "user_id/id": "owner_id",
            "create_date": "created_at",
        },
        when,
        is_company=lambda r: "True",
        **{"parent_id/id": lambda r: ""},
        function=lambda r: "",
        email=lambda r: "",
    )
    person = sheet(
        {
            "id": "contact_id",
            "name": "full_name",
            "phone": "phone",
            "create_date": "created_at",
            "parent_id/id": "account_id",
            "function": "title",
            "email": "email",
        },
        when,
        is_company=lambda r: "False",
    )
    to_xlsx(_stacked(("account", company), ("contact", person)), folder / "res.partner.xlsx")
    deal = sheet(
        {
            "id": "opportunity_id",
            "name": "name",
            "partner_id/id": "account_id",
            "user_id/id": "owner_id",
            "stage_id": "stage",
            "expected_revenue": "amount",
            "company_currency": "currency",
            "create_date": "created_at",
            "date_closed": "closed_at",
            "lost_reason_id": "lost_reason",
            "source_id": "channel",
        },
        {**when, "closed_at": local("%Y-%m-%d %H:%M:%S")},
        type=lambda r: "opportunity",
        active=lambda r: str(r["outcome"] != "lost"),
        date_deadline=col("expected_close_on", day("%Y-%m-%d")),
    )
    lead = sheet(
        {
            "id": "lead_id",
            "contact_name": "name",
            "partner_name": "company",
            "source_id": "channel",
            "stage_id": "status",
            "user_id/id": "owner_id",
            "create_date": "created_at",
            "date_conversion": "converted_at",
            "partner_id/id": "account_id",
            "opportunity_id/id": "opportunity_id",
        },
        when,
        type=lambda r: "lead",
        active=lambda r: "True",
    )
    to_xlsx(_stacked(("opportunity", deal), ("lead", lead)), folder / "crm.lead.xlsx")


def odoo(folder: Path) -> None:
    """Technical names in workbooks; leads and opportunities, companies and people in one model each."""
    when = dict.fromkeys(("created_at", "converted_at", "occurred_at", "ordered_at"), local("%Y-%m-%d %H:%M:%S"))
    _odoo_models(folder, when)
    sheets: dict[str, tuple[str, Sheet]] = {
        "mail.activity": ("activity", sheet({"id": "activity_id", "activity_type_id": "kind", "date_done": "occurred_at", "user_id/id": "owner_id", "partner_id/id": "account_id", "contact_id/id": "contact_id", "opportunity_id/id": "opportunity_id", "duration_minutes": "minutes"}, {**when, "kind": lambda v: v.title()})),
        "product.product": ("product", sheet({"id": "product_id", "name": "name", "categ_id": "category", "list_price": "list_price", "currency_id": "currency"})),
        "sale.order": ("order", sheet({"id": "order_id", "partner_id/id": "account_id", "opportunity_id/id": "opportunity_id", "user_id/id": "owner_id", "date_order": "ordered_at", "currency_id": "currency", "state": "status"}, when)),
        "sale.order.line": ("order_line", sheet({"order_id/id": "order_id", "sequence": "line_no", "product_id/id": "product_id", "product_uom_qty": "quantity", "price_unit": "unit_price", "price_subtotal": "net_amount"})),
    }  # fmt: skip
    for name, (table, columns) in sheets.items():
        to_xlsx(rows_of(table, columns), folder / f"{name}.xlsx")


def _stacked(*parts: tuple[str, Sheet]) -> list[list[str]]:
    """Rows of several kinds under the union of their columns."""
    headers = list(dict.fromkeys(h for _, columns in parts for h in columns))
    rows = [headers]
    for table, columns in parts:
        for row in rows_of(table, columns)[1:]:
            cells = dict(zip(columns, row, strict=True))
            rows.append([cells.get(h, "") for h in headers])
    return rows


def fxiaoke(folder: Path) -> None:
    """Chinese labels in GB18030, Chinese words for outcomes, one voided row."""
    when = dict.fromkeys(
        ("created_at", "converted_at", "occurred_at", "ordered_at", "closed_at"), local("%Y年%m月%d日 %H:%M")
    )
    money = dict.fromkeys(("amount", "annual_revenue", "list_price"), grouped)
    both = {**when, **money, "expected_close_on": day("%Y/%m/%d")}
    words = {"open": "进行中", "won": "赢单", "lost": "输单"}
    kinds = {"call": "电话", "email": "邮件", "meeting": "会议"}
    sheets: dict[str, tuple[str, Sheet]] = {
        "客户": ("account", sheet({"客户ID": "account_id", "客户名称": "name", "行业": "industry", "员工人数": "employee_count", "年营业额": "annual_revenue", "国家": "country", "城市": "city", "电话": "phone", "网址": "domain", "负责人ID": "owner_id", "创建时间": "created_at"}, both, 生命状态=lambda r: "正常")),
        "联系人": ("contact", sheet({"联系人ID": "contact_id", "客户ID": "account_id", "姓名": "full_name", "职务": "title", "邮件": "email", "手机": "phone", "创建时间": "created_at"}, both)),
        "销售线索": ("lead", sheet({"线索ID": "lead_id", "姓名": "name", "公司": "company", "来源": "channel", "线索状态": "status", "负责人ID": "owner_id", "创建时间": "created_at", "转换时间": "converted_at", "转换客户ID": "account_id", "转换商机ID": "opportunity_id"}, both)),
        "商机": ("opportunity", sheet({"商机ID": "opportunity_id", "商机名称": "name", "客户ID": "account_id", "负责人ID": "owner_id", "销售阶段": "stage", "商机金额": "amount", "币种": "currency", "创建时间": "created_at", "预计成交日期": "expected_close_on", "结束时间": "closed_at", "输单原因": "lost_reason", "商机来源": "channel"}, {**both, "currency": lambda v: "人民币"}, 商机状态=lambda r: words[r["outcome"]])),
        "销售记录": ("activity", sheet({"记录ID": "activity_id", "互动时间": "occurred_at", "负责人ID": "owner_id", "客户ID": "account_id", "联系人ID": "contact_id", "商机ID": "opportunity_id", "时长（分钟）": "minutes"}, both, 互动类型=lambda r: kinds[r["kind"]])),
        "产品": ("product", sheet({"产品ID": "product_id", "产品名称": "name", "产品分类": "category", "标准价": "list_price", "币种": "currency"}, both)),
        "销售订单": ("order", sheet({"订单ID": "order_id", "客户ID": "account_id", "商机ID": "opportunity_id", "负责人ID": "owner_id", "下单时间": "ordered_at", "币种": "currency", "订单状态": "status"}, both)),
        "订单产品": ("order_line", sheet({"订单ID": "order_id", "行号": "line_no", "产品ID": "product_id", "数量": "quantity", "销售单价": "unit_price", "小计": "net_amount"})),
    }  # fmt: skip
    for name, (table, columns) in sheets.items():
        rows = rows_of(table, columns)
        if table == "account":
            rows.append([*("001A99999", "作废客户"), *[""] * (len(rows[0]) - 3), "作废"])
        to_csv(rows, folder / f"{name}.csv", "gb18030")


WRITERS = {"salesforce": salesforce, "hubspot": hubspot, "zoho": zoho, "odoo": odoo, "fxiaoke": fxiaoke}
