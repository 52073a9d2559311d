"""Language models behind one small protocol; imports nothing of Claimwright but core.

Importing it loads no provider: the adapter and its packages come with the first `openai:` model opened.
"""

from __future__ import annotations

from claimwright.llm.budget import Budget, Metered, Price, Spent, price_from_settings
from claimwright.llm.cassette import Recorder, Replayer
from claimwright.llm.errors import BudgetError, CassetteError, ModelError, ReplyError, TransientModelError
from claimwright.llm.protocol import ChatModel
from claimwright.llm.records import (
    ChatMessage,
    OutputSchema,
    Reply,
    Request,
    Role,
    StopReason,
    Tool,
    ToolCall,
    Usage,
    system,
    user,
)
from claimwright.llm.retry import Retrying, RetryPolicy
from claimwright.llm.scripted import ScriptedModel
from claimwright.llm.spec import open_model
from claimwright.llm.structured import read_reply, schema_for
from claimwright.llm.tokens import count_request, count_tokens

__all__ = [
    "Budget", "BudgetError", "CassetteError", "ChatMessage", "ChatModel", "Metered", "ModelError",
    "OutputSchema", "Price", "Recorder", "Replayer", "Reply", "ReplyError", "Request", "RetryPolicy",
    "Retrying", "Role", "ScriptedModel", "Spent", "StopReason", "Tool", "ToolCall", "TransientModelError",
    "Usage", "count_request", "count_tokens", "open_model", "price_from_settings", "read_reply", "schema_for", "system",
    "user",
]  # fmt: skip
