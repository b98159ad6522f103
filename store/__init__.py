"""The store: what people keep lasts from one start of the app to the next."""

from store.faults import RefusedError, StoreError
from store.health import Health
from store.records import Entry, What
from store.scenarios import Named, Saved
from store.scorecards import Kept
from store.store import Store
from store.versions import Stored

__all__ = ["Entry", "Health", "Kept", "Named", "RefusedError", "Saved", "Store", "StoreError", "Stored", "What"]
