# ruff: noqa: E501 - lists of words, one field a line
"""Representatives, teams, skills, training, targets; partners and their sales; service."""

from foresail.sources.generic.references import ACCOUNT, CONTACT, CREATED, MONEY, PARTNER, PRODUCT, REGION, TEAM
from foresail.sources.recognise.words import table

_REP = {
    "representative_id": "representative id|rep id|sales rep id|salesperson id|employee id|employee number|staff id|user id|agent id|工号|员工编号|员工工号|销售编号|"
    "销售代表编号|人员编号|用户编号|业务员编号|业务员工号|员工id|用户id",
    "name": "sales agent|sales rep|salesperson|sales person|representative|representative name|rep|rep name|employee|employee name|sales representative|agent|user|user name|"
    "full name|姓名|员工姓名|销售姓名|销售代表|销售|业务员|人员|人员姓名|员工|销售员|用户名 ~ name|名称",
}
_ON = "on date|date|assessed on|日期|时间"

OBJECTS = (
    table(
        "representative",
        "representative|representatives|sales reps|reps|sales team|sales teams|salespeople|employees|staff|users|user|owners|agents|人员|员工|销售人员|销售代表|业务员|用户|"
        "人员列表|员工花名册|花名册",
        "representative_id,name + manager_id,team_id,_team_name,region,role,hired_on,left_on,name",
        {
            **{k: v + (" ~ id|编号" if k == "representative_id" else "") for k, v in _REP.items()},
            **TEAM,
            "manager_id": "manager|manager id|manager name|supervisor|reports to|sales manager|line manager|上级|主管|直属上级|上级工号|主管工号|直属主管|经理|汇报对象|上级主管",
            "region": REGION["region"].replace(" ~ ", "|") + "|office|branch|分公司|办事处",
            "role": "role|title|job title|position|user role|profile|岗位|职务|职位|角色|岗位名称|主角色",
            "hired_on": "hired on|hire date|start date|date hired|joined on|join date|入职日期|入职时间|到岗日期 ~ created date",
            "left_on": "left on|leave date|end date|termination date|date left|resigned on|离职日期|离职时间",
        },
    ),
    table(
        "team",
        "team|teams|departments|sales groups|business units|团队|部门|组织|销售团队|组织架构|部门列表",
        "team_id,name + name,parent_team_id,manager_id",
        {
            "team_id": TEAM["team_id"] + " ~ id|编号",
            "name": TEAM["_team_name"] + " ~ name|名称",
            "manager_id": "manager|manager id|team lead|team leader|leader|head|负责人|负责人工号|团队负责人|主管|经理|部门负责人|部门主管",
            **REGION,
            "parent_team_id": "parent team|parent team id|parent department|parent|上级团队|上级团队编号|上级部门|上级部门编号|父部门",
        },
    ),
    table(
        "skill",
        "skill|skills|competencies|技能|技能评估|能力评估",
        "representative_id + skill + level",
        {
            "representative_id": "|".join(_REP.values()).replace(" ~ ", "|"),
            "skill": "skill|skill name|competency|技能|技能名称|能力项|技能项",
            "on_date": _ON + "|评估日期|评定日期",
            "level": "level|skill level|rating|score|水平|等级|技能水平|评分|得分",
        },
    ),
    table(
        "training",
        "training|trainings|courses|enablement|培训|培训记录|课程",
        "representative_id + course",
        {
            "representative_id": "|".join(_REP.values()).replace(" ~ ", "|"),
            "course": "course|course name|training|training name|课程|课程名称|培训课程|培训名称|培训项目",
            "on_date": _ON + "|training date|completed on|培训日期|完成日期",
            "cost": "cost|training cost|fee|费用|培训费用|成本",
            **MONEY,
            "score": "score|grade|result|成绩|得分|考核成绩|分数",
        },
    ),
    table(
        "target",
        "target|targets|quota|quotas|goals|sales targets|budget|目标|销售目标|业绩目标|指标|配额",
        "value + starts_on,grain + scope_id,metric,scope,value",
        {
            "metric": "metric|measure|kpi|target metric|指标|指标名称|考核指标|目标类型",
            "starts_on": "starts on|start date|month|period|period start|quarter|date|开始日期|月份|期间|目标月份|开始时间|年月|日期",
            "grain": "grain|period type|frequency|granularity|周期|粒度|周期类型|目标周期",
            "scope": "scope|level|target level|范围|层级|对象类型|目标层级",
            "scope_id": "scope id|whose|owner|sales rep|rep|salesperson|representative|employee|团队|对象|负责人|销售|业务员|考核对象|姓名|人员|工号",
            "value": "value|target|target value|quota|goal|target amount|quota amount|目标值|目标金额|目标|任务额|指标值|销售目标|业绩目标|配额|目标业绩",
            **MONEY,
        },
    ),
    table(
        "partner",
        "partner|partners|dealers|distributors|resellers|stores|合作伙伴|经销商|代理商|渠道商|门店|伙伴列表",
        "partner_id,name + kind,tier,since,until,region",
        {
            "partner_id": PARTNER["partner_id"] + " ~ id|编号",
            "name": PARTNER["_partner_name"] + " ~ name|名称",
            "kind": "partner type|dealer type|channel type|store type|伙伴类型|经销商类型|渠道类型|合作伙伴类型|门店类型 ~ type|kind|类型",
            **REGION,
            "owner_id": "owner id|owner|channel manager|partner manager|负责人|负责人工号|渠道经理|伙伴经理|业务员",
            "since": "since|partner since|start date|joined|合作开始|合作开始日期|签约日期|加盟日期|开始日期",
            "until": "until|end date|合作结束|合作结束日期|终止日期|结束日期|到期日期",
            "tier": "tier|partner tier|level|grade|等级|级别|伙伴等级|伙伴级别|经销商等级",
        },
    ),
    table(
        "partner_sale",
        "partner sale|partner sales|sell through|sell-through|sell out|sellout|channel sales|渠道出货|渠道销售|经销商销量|出货明细|分销数据",
        "partner_id,_partner_name + product_id,_product_name + quantity,amount",
        {
            **PARTNER,
            **PRODUCT,
            "sold_on": "sold on|sale date|sales date|sell out date|date|month|period|销售日期|出货日期|日期|月份|出货时间",
            "quantity": "quantity|qty|units|units sold|数量|销量|出货数量|销售数量",
            "amount": "amount|sales|sales amount|revenue|value|金额|销售额|出货金额|销售金额",
            **MONEY,
            **ACCOUNT,
        },
    ),
    table(
        "ticket",
        "ticket|tickets|case|cases|support|incidents|service requests|issues|工单|服务工单|客服|售后|工单列表|服务请求|投诉",
        "ticket_id + opened_at,closed_at,severity,satisfaction",
        {
            "ticket_id": "ticket id|ticket number|ticket no|case id|case number|incident number|工单编号|工单号|工单id|服务单号|投诉编号 ~ id|编号|record id",
            **ACCOUNT,
            "opened_at": "opened at|opened on|open date|submitted at|reported at|提交时间|工单创建时间|受理时间|报修时间|"
            + CREATED,
            "closed_at": "closed at|closed on|close date|closed date|resolved at|resolved on|resolution date|date closed|关闭时间|解决时间|完成时间|结单时间|关闭日期|完结时间",
            "severity": "severity|priority|urgency|严重程度|优先级|紧急程度|级别",
            "satisfaction": "satisfaction|satisfaction score|csat|satisfaction rating|rating|满意度|满意度评分|客户满意度|评价得分",
        },
    ),
    table(
        "feedback",
        "feedback|survey|surveys|nps|reviews|csat|survey responses|反馈|客户反馈|满意度调查|评价|问卷|调研结果",
        "score,text + given_at,feedback_id,kind + score,text",
        {
            "feedback_id": "feedback id|response id|survey response id|review id|survey id|反馈编号|评价编号|问卷编号|反馈id ~ id|编号",
            **ACCOUNT,
            **CONTACT,
            "given_at": "given at|submitted at|response date|responded at|review date|survey date|反馈时间|评价时间|提交时间|填写时间|反馈日期 ~ date|日期|时间|created at|创建时间",
            "kind": "feedback type|survey type|survey|反馈类型|调查类型|问卷类型 ~ type|kind|类型",
            "score": "score|rating|nps|nps score|csat|stars|评分|分数|得分|打分|评价得分|星级",
            "text": "text|comment|comments|feedback|review|message|反馈内容|评价内容|内容|意见|留言|评论|建议",
        },
    ),
    table(
        "opportunity_change",
        "opportunity change|opportunity changes|opportunity history|deal history|stage history|opportunity field history|商机变更|商机历史|阶段变更记录|opportunity_change|商机变更记录",
        "opportunity_id + changed_at + new,old",
        {
            "opportunity_id": "opportunity id|deal id|商机编号|商机id|机会编号",
            "changed_at": "changed at|changed on|change date|modified at|modified time|edit date|变更时间|修改时间|变更日期",
            "field": "field|field name|field / event|property|changed field|字段|变更字段|字段名称|修改字段",
            "old": "old|old value|from|previous value|before|变更前|旧值|修改前|原值",
            "new": "new|new value|to|current value|after|变更后|新值|修改后|现值",
        },
    ),
)
