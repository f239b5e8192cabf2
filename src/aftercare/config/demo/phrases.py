"""What people say and write on the way of a case."""

import re
from random import Random

TELLING = 12

OPENINGS = ("", "", "", "", "", "你好，", "反映一个问题：", "麻烦看一下，", "客服你好，")
ENDINGS = (
    "",
    "",
    "",
    "请尽快回复。",
    "希望给个说法。",
    "白天上班，下午五点以后方便接电话。",
    "已经打过一次电话了，没下文。",
)
QUESTION_ENDINGS = ("", "", "谢谢。", "麻烦回复一下。")

IN_VAIN = (
    "拨打客户电话，响铃无人接听，已发短信告知受理号。",
    "客户电话占线，半小时后再拨。",
    "客户正在开会，约定下午再联系。",
)
FIRST_CALL = (
    "已联系客户，向客户致歉，核对了产品和购买信息，客户情绪平稳，同意等待处理。",
    "电话联系客户，说明处理流程和时限，请客户补拍铭牌和问题部位照片。",
    "与客户通话约六分钟，客户比较着急，已安抚并承诺由我全程跟进。",
    "已加客户企业微信，收到三张照片，问题描述与来电一致。",
    "联系上客户，确认上门地址和方便时间，客户要求提前半小时打电话。",
)
SAFETY_CALL = (
    "立即致电客户，已确认断电（关阀）、人员安全，要求暂停使用，告知专人一小时内再次联系。",
    "第一时间联系客户，确认无人员受伤，已指导关闭总闸并通风，启动应急预案。",
)
ASKS_AGAIN = (
    "请问处理到哪一步了？今天能给答复吗？",
    "刚才又出现了一次，视频我拍下来了，需要发给你们吗？",
    "家里老人在等，麻烦催一下。",
    "昨天说今天会有人联系我，到现在还没有电话。",
)
NOTES = (
    "已调取订单、发货与安装记录，转责任部门核实。",
    "查询该型号近90天同类反映3起，已通知质量部关注。",
    "联系安装站点，师傅反馈当日现场照片已上传。",
    "备件库存充足，随时可以安排。",
    "请工厂协查该批次检验记录，预计明天上午反馈。",
    "客户提供的照片清晰，可以初步判断。",
)
CHEAPER = (
    "先上门检测维修，视维修结果再定是否更换。",
    "一次性补偿客户部分费用，产品继续使用。",
    "延长质保一年，赠送一次免费保养。",
)
DECLINED = (
    "补偿依据不足，请补充检测结论和费用明细。",
    "先与供应商确认责任分担，再报方案。",
)
# On which ground of the table of a policy money rests, by the kind of resolution.
GROUNDS = {"compensation": "damage", "discount": "price", "return": "refund"}
BEYOND = "金额按现场损失清单与客户协商确定，清单见附件。"

APPROVED = (
    "同意。",
    "同意，尽快落实。",
    "情况属实，同意按此方案处理。",
    "同意，注意跟进客户感受。",
)
REFUSED = (
    "客户认为只维修不能解决根本问题，不接受，希望更换。",
    "客户对补偿金额不认可，要求再商量。",
)
AGREED = (
    "客户在电话中明确同意方案，通话已录音。",
    "客户同意，要求尽快安排时间。",
    "与客户确认方案无异议，客户表示感谢。",
)
AGREED_SELF = ("同意这个方案，请尽快安排。", "可以接受。", "同意，周末上门。")
ARRANGED = (
    "已与客户约定上门时间，并提前通知师傅准备配件。",
    "换货单已下达，物流预约明天送达，旧件同时取回。",
    "财务已受理退款，预计三个工作日内到账，已告知客户。",
)
WHO_COMES = ("孟凡师傅", "赵师傅", "钱师傅", "服务站值班师傅")
VISIT_AGREED = (
    "已与客户约定明天上门，到达前半小时电话联系。",
    "客户明天白天在家，已约好时间并告知师傅姓名。",
    "已约定上门时间，提醒客户备好购买凭证。",
)
DONE = (
    "已按方案处理完毕，客户现场确认签字。",
    "处理完成，现场测试正常，客户验收通过。",
    "已完成，客户表示认可。",
)
PAUSED_FOR = (
    ("waiting_for_customer", "客户出差，约定回来后再上门（短信记录）。"),
    ("waiting_for_part", "所需配件缺货，已下采购单，预计一周到货。"),
)
HAPPY = (
    (5, "处理得很快，师傅很专业，满意。"),
    (5, "态度好，解决问题了。"),
    (4, "结果满意，就是第一次等得有点久。"),
    (4, "整体不错。"),
    (5, "没想到主动回访，点赞。"),
    (3, "问题解决了，但过程沟通了好几次。"),
)
UNHAPPY = (
    (2, "修完第二天又出现了同样的问题，不满意。"),
    (1, "说好三天内退款，现在还没到账。"),
    (2, "师傅来得匆忙，走的时候没有试机，现在还有异响。"),
)
NO_ANSWER = ("回访电话无人接听，稍后再拨。", "客户正忙，约晚上再回访。")


def subject(word: str, text: str) -> str:
    """What an agent types as the subject: the product and the first thing said of it."""
    said = re.split("[，。？！]", text)
    first = said[0] if len(said[0]) >= TELLING else "，".join(said[:2])
    return first if word in first else f"{word}：{first}"


def one(rng: Random, texts: tuple[str, ...]) -> str:
    return rng.choice(texts)


def told(text: str, rng: Random, *, is_question: bool) -> str:
    """The story in this customer's own way."""
    if is_question:
        return text + one(rng, QUESTION_ENDINGS)
    return one(rng, OPENINGS) + text + one(rng, ENDINGS)


def grounds(kind: str) -> dict[str, str]:
    """What the money of a resolution rests on, and why it may be beyond the table."""
    return {"ground": GROUNDS.get(kind, ""), "beyond_reason": BEYOND}
