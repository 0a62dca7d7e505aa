"""Types of the webhooks: one for each event, payload and enumeration."""

from ._generated.types import *  # noqa: F403
from ._generated.types import __all__ as __all__
