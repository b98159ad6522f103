"""The store: what people keep lasts from one start of the app to the next."""

from store.faults import StoreError
from store.scorecards import Health, Kept, Store

__all__ = ["Health", "Kept", "Store", "StoreError"]
