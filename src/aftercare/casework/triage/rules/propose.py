"""The whole judgement: safety first, then the company's rules, then the models."""

from collections import Counter
from collections.abc import Sequence

from .catalogue import Product, catalogue, products_in, symptoms_in
from .company import VALUES, CompanyRule, settle
from .draft import WANTED_CONFIDENCE, YES, Draft
from .features import LONGEST_CLAUSE, Heard, hear, lexicon
from .grading import grade
from .language import language
from .safety import HAPPENED, Mention, read_safety
from .starter import Guess, Model, Models, guess, starter
from .text import clauses, normal
from .values import Field, Opinion, Proposed, Reason, Source, Weight
from .whole import made_whole
from .wide import widely

LEVEL_ONE = {"product_quality", "safety"}
KINDS_OF_DANGER = {"complaint", "repair"}
KINDS_ABOUT_GOODS = {"complaint", "repair"}
HEEDED = {Field.KIND, Field.CATEGORY, Field.LEVEL, Field.SEVERITY}
LONGEST_READ = 4000  # characters that everything but the safety rules reads
SURE = 1.0
SYMPTOM_NAMED = 0.8  # the product and one of its symptoms are both named


def propose_classification(  # noqa: PLR0913 - what is known of a text, by name
    *,
    text: str,
    channel: str,
    product_line: str,
    customer_class: str = "",
    rules: Sequence[CompanyRule] = (),
    models: Models | None = None,
    opinions: Sequence[Opinion] = (),
) -> Proposed:
    """Never fails, whatever the text. `product_line` "" means that nobody has said it.

    Without `models` the starter speaks. `opinions` of a classifier of another package go before
    the models where they are sure enough; they never outvote danger nor the company's rules.
    """
    models = models or starter()
    plain = normal(text[:LONGEST_READ])
    products = products_in(plain)
    line, line_confidence = _line(product_line, products)
    draft = Draft()
    _read_danger(draft, text)
    for said in settle(
        rules, text=plain, channel=channel, product_line=line, customer_class=customer_class
    ):
        if draft.put(said.field, said.value, SURE):
            draft.because(said.field, Source.COMPANY, said.rule, said.words)
    _name_the_line(draft, product_line, line, line_confidence, products)
    _heed(draft, opinions)
    _ask_the_models(draft, text, models)
    _name_the_symptom(draft, plain, products)
    _grade(draft, text)
    return draft.proposed(models.version)


def _read_danger(draft: Draft, text: str) -> None:
    verdict = read_safety(text)
    draft.safety = verdict.alarm
    draft.reasons += [_safety_reason(mention) for mention in verdict.mentions]
    if verdict.alarm:
        danger = verdict.mentions[0].code
        draft.put(Field.CATEGORY, "safety", SURE)
        draft.put(Field.SUBCATEGORY, language().names.get(danger, danger), SURE)
        draft.put(Field.LEVEL, "one", SURE)
        draft.put(Field.SEVERITY, "A", SURE)
        draft.put(Field.URGENT, YES, SURE)


def _safety_reason(mention: Mention) -> Reason:
    happened = mention.reading == HAPPENED
    return Reason(
        field=Field.CATEGORY.value,
        source=Source.SAFETY.value,
        code=f"{mention.code}.{mention.reading}",
        words=mention.words,
        weight=(Weight.FOR if happened else Weight.AGAINST).value,
    )


def _line(given: str, products: list[Product]) -> tuple[str, float]:
    if given:
        return given, SURE
    lines = Counter(product.line for product in products)
    if not lines:
        return "", 0.0
    line, most = lines.most_common(1)[0]
    return line, most / (sum(lines.values()) + 0.25)


def _name_the_line(
    draft: Draft, given: str, line: str, confidence: float, products: list[Product]
) -> None:
    if draft.put(Field.PRODUCT_LINE, line, confidence) and line:
        words = "" if given else next(p.words for p in products if p.line == line)
        source = Source.GIVEN if given else Source.STARTER
        draft.because(Field.PRODUCT_LINE, source, line, words)


def _heed(draft: Draft, opinions: Sequence[Opinion]) -> None:
    """What is said of another field, by another value or with a doubt is left out."""
    for one in opinions:
        if one.field not in HEEDED or one.value not in VALUES[one.field]:
            continue
        sure = WANTED_CONFIDENCE <= one.confidence <= SURE
        if sure and draft.put(one.field, one.value, one.confidence):
            draft.because(one.field, Source.PLUGIN, one.value, one.words)


def _ask_the_models(draft: Draft, text: str, models: Models) -> None:
    heard = hear(text, catalogue().product_words)
    wide = widely(text, heard) if models.learned else heard
    kind, kind_source = _said(models, Field.KIND, heard, wide)
    category, source = _said(models, Field.CATEGORY, heard, wide)
    wanted = kind.value if kind.confidence else "complaint"
    if draft.safety and wanted not in KINDS_OF_DANGER:
        wanted = "complaint"
    if draft.put(Field.KIND, wanted, kind.confidence):
        for words in kind.words:
            draft.because(Field.KIND, kind_source, wanted, words)
    taught = source is Source.LEARNED and category.confidence >= WANTED_CONFIDENCE
    if draft.values[Field.KIND] in KINDS_ABOUT_GOODS and not taught:
        category = _or_the_thing_itself(category, heard)
    about = category.value if category.confidence else "other"
    if draft.put(Field.CATEGORY, about, category.confidence):
        for words in category.words:
            draft.because(Field.CATEGORY, source, about, words)
    one = sum(category.shares.get(name, 0.0) for name in LEVEL_ONE)
    level = "one" if draft.values[Field.CATEGORY] in LEVEL_ONE else "two"
    draft.put(Field.LEVEL, level, one if level == "one" else 1 - one)


def _said(models: Models, field: Field, heard: Heard, wide: Heard) -> tuple[Guess, Source]:
    """What nobody has confirmed yet no lesson knows: there the starter keeps its word."""
    model: Model = getattr(models, field)
    if field not in models.learned:
        return guess(model, heard), Source.STARTER
    own = guess(getattr(starter(), field), heard)
    if own.value not in model.classes and own.confidence >= WANTED_CONFIDENCE:
        return own, Source.STARTER
    return guess(model, wide if model.wide else heard), Source.LEARNED


def _or_the_thing_itself(category: Guess, heard: Heard) -> Guess:
    """What names no delivery, person, paper, price or promise is about the product."""
    known = lexicon()
    if not heard.pieces or known.elsewhere & heard.pieces.keys():
        return category
    sure = category.shares.get("product_quality", 0.0)
    if sure >= known.thing_itself:
        return category
    words = category.words if category.value == "product_quality" else ()
    shares = {"product_quality": known.thing_itself}
    return Guess("product_quality", known.thing_itself, words, shares)


def _name_the_symptom(draft: Draft, plain: str, products: list[Product]) -> None:
    category = draft.values[Field.CATEGORY]
    product = products[0].name if products else ""
    for found in symptoms_in(plain, product=product, category=category)[:1]:
        if draft.put(Field.SUBCATEGORY, found.name, SYMPTOM_NAMED):
            words = made_whole(clauses(plain, longest=LONGEST_CLAUSE), found.words)
            draft.because(Field.SUBCATEGORY, Source.STARTER, found.name, words)


def _grade(draft: Draft, text: str) -> None:
    graded = grade(text, kind=draft.values[Field.KIND])
    if draft.put(Field.SEVERITY, graded.severity, graded.confidence):
        for code, words in graded.grounds:
            draft.because(Field.SEVERITY, Source.GRADING, code, words)
    urgent = YES if graded.urgent_words else ""
    if draft.put(Field.URGENT, urgent, graded.confidence) and urgent:
        draft.because(Field.URGENT, Source.GRADING, "urgent", graded.urgent_words)
    if draft.put(Field.COMPLEX, YES if graded.complex else "", graded.confidence):
        for words in filter(None, [graded.complex_words]):
            draft.because(Field.COMPLEX, Source.GRADING, "complex", words)
