"""Typed events, schemas and signature verification for the webhooks of Postal."""

from ._generated.constants import KEY_SET_PATH as KEY_SET_PATH
from ._generated.constants import LONGEST_BODY as LONGEST_BODY
from ._generated.constants import __version__ as __version__
from ._generated.types import KnownWebhook as KnownWebhook
from ._generated.types import Webhook as Webhook
from ._headers import Headers as Headers
from ._keys import KeySet as KeySet
from ._keys import PublicKey as PublicKey
from ._parse import is_known as is_known
from ._parse import parse as parse
from ._validate import Profile as Profile
from ._validate import iter_errors as iter_errors
from ._validate import validate as validate
from ._verify import Verified as Verified
from ._verify import Verifier as Verifier
from .errors import KeySetError as KeySetError
from .errors import ParseError as ParseError
from .errors import PostalWebhooksError as PostalWebhooksError
from .errors import RejectedKey as RejectedKey
from .errors import ValidationError as ValidationError
from .errors import VerifyError as VerifyError
from .errors import Violation as Violation
