"""How Alembic takes the steps: on the connection, and in the transaction, that the store gives it."""

from alembic import context

from store.schema import TABLES

context.configure(connection=context.config.attributes["connection"], target_metadata=TABLES)
context.run_migrations()
