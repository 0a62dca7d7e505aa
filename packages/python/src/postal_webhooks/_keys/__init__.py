"""Public keys of a Postal installation, from every form in which operators have them."""

from ._public_key import PublicKey as PublicKey
from ._set import KeySet as KeySet
