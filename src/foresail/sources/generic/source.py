"""The source that any file belongs to when no system claims it."""

from foresail.contracts.source import Source
from foresail.kernel.text import Text
from foresail.sources.generic import customers, marketing, orders, people, pipeline, products

SOURCE = Source(
    name="generic",
    title=Text(en="Files with usual words", zh="通用表格"),
    objects=(
        *pipeline.OBJECTS,
        *orders.OBJECTS,
        *customers.OBJECTS,
        *products.OBJECTS,
        *people.OBJECTS,
        *marketing.OBJECTS,
    ),
)
