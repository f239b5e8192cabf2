"""The product's addresses and one more page: every component of the kit at once."""

from datetime import timedelta
from pathlib import Path

from django import forms
from django.http import HttpResponse
from django.template import engines
from django.urls import path

from aftercare.config.urls import handler404, handler500, urlpatterns
from aftercare.foundation.pages import Page
from aftercare.web.kit.charts import Stretch
from aftercare.web.kit.requests import Request

__all__ = ["handler404", "handler500"]

SOURCE = Path(__file__).parent / "templates" / "gallery.html"


class Sample(forms.Form):
    phone = forms.CharField(label="手机号", help_text="11 位手机号，输入后自动查找客户")
    subject = forms.CharField(label="一句话说明", max_length=20)
    kind = forms.ChoiceField(
        label="类别", choices=[("a", "投诉"), ("b", "报修")], widget=forms.RadioSelect
    )
    line = forms.ChoiceField(label="产品线", choices=[("f", "家具"), ("h", "家居用品")])
    text = forms.CharField(label="经过", widget=forms.Textarea, required=False)
    urgent = forms.BooleanField(label="客户要求今天答复", required=False)


def clocks(request: Request) -> list[dict[str, object]]:
    now = request.now
    start = now - timedelta(hours=6)
    return [
        {"due": now + timedelta(hours=30), "start": start, "state": "running"},
        {"due": now + timedelta(hours=1, minutes=5), "start": start, "state": "running"},
        {"due": now - timedelta(hours=3), "start": start, "state": "running"},
        {"due": now + timedelta(hours=5), "start": start, "state": "paused"},
        {"due": now, "start": start, "state": "met"},
        {"due": now, "start": start, "state": "broken"},
    ]


def gallery(request: Request) -> HttpResponse:
    now = request.now
    long = "客户反映新沙发扶手处皮面开裂并有刺鼻气味，" * 4
    template = engines["django"].from_string(SOURCE.read_text(encoding="utf-8"))
    rows = [
        {
            "id": at,
            "number": f"AS261122-{at:05}",
            "subject": ["沙发扶手开裂", "冰箱不制冷，食物变质", long][at % 3],
            "customer": "欧阳**" if at % 2 else "张*",
            "clock": clocks(request)[at % 6],
        }
        for at in range(1, 7)
    ]
    context = {
        "form": Sample({"subject": "太长" * 20, "kind": "a"}) if request.GET else Sample(),
        "clocks": clocks(request),
        "rows": rows,
        "page": Page(rows=rows, next_cursor="abc"),
        "long": long,
        "stages": [
            {"name": "已登记", "state": "done", "spent": "5 分"},
            {"name": "已受理", "state": "done", "spent": "2 小时"},
            {"name": "调查中", "state": "now", "spent": "1 天 3 小时"},
            {"name": "拟定方案", "state": "next", "spent": ""},
            {"name": "客户确认", "state": "next", "spent": ""},
            {"name": "执行", "state": "next", "spent": ""},
            {"name": "关闭", "state": "next", "spent": ""},
        ],
        "entries": [
            {
                "id": 1,
                "icon": "phone-incoming",
                "tone": "info",
                "who": "陈洁",
                "what": "客户来电",
                "text": long,
                "at": now - timedelta(minutes=20),
            },
            {
                "id": 2,
                "icon": "arrows-split",
                "tone": "",
                "who": "系统",
                "what": "分派给 李明",
                "text": "",
                "at": now - timedelta(hours=3),
                "quiet": True,
            },
            {
                "id": 3,
                "icon": "alert-triangle",
                "tone": "bad",
                "who": "",
                "what": "首次答复超时",
                "text": "",
                "at": now - timedelta(days=1),
            },
        ],
        "bars": [
            {"label": "一组 王芳", "share": 0.9, "tone": "bad", "value": 18},
            {"label": "二组 李明", "share": 0.4, "tone": "soon", "value": 8},
            {"label": "三组 赵强", "share": 0.2, "tone": "", "value": 4},
        ],
        "stretches": [
            Stretch(since=0, until=0.2, look="counted", title="周五 14:00–18:00"),
            Stretch(since=0.2, until=0.5, look="rest", title="周末"),
            Stretch(since=0.5, until=0.7, look="counted", title="周一"),
            Stretch(since=0.7, until=0.8, look="paused", title="等待客户"),
            Stretch(since=0.8, until=1, look="left", title="剩余"),
        ],
        "spark": [3, 5, 4, 8, 6, 9, 12, 7],
    }
    return HttpResponse(template.render(context, request))


urlpatterns = [*urlpatterns, path("gallery", gallery)]
