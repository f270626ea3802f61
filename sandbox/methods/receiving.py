"""Methods by which the bot gets its updates."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sandbox.errors import bad_request, conflict, not_emulated, too_many_requests
from sandbox.updates import LONGEST_POLL
from sandbox.webhook import Target

if TYPE_CHECKING:
    from sandbox.core import Telegram
    from sandbox.errors import Json
    from sandbox.params import Params

_SECRET = re.compile(r"[A-Za-z0-9_-]*")


async def get_updates(core: Telegram, params: Params) -> Json:
    """Wait for updates."""
    if core.webhook.target:
        raise conflict(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
    _allow(core, params)
    limit = params.integer("limit", 100, 1, 100)
    seconds = params.integer("timeout", 0, 0, LONGEST_POLL)
    return {"result": await core.polls.poll(params.integer("offset"), limit, seconds)}


async def set_webhook(core: Telegram, params: Params) -> Json:
    """Have updates sent; an empty URL ends it. Plain http is taken, as by Telegram's own local server."""
    if not params.text("url"):
        return await delete_webhook(core, params)
    _slow_down(core)
    target = _target(params)
    _allow(core, params)
    core.polls.end(conflict("terminated by setWebhook request"))
    if params.boolean("drop_pending_updates"):
        core.updates.clear()
    elif core.webhook.target == target:
        return {"result": True, "description": "Webhook is already set"}
    await core.webhook.start(target)
    return {"result": True, "description": "Webhook was set"}


async def delete_webhook(core: Telegram, params: Params) -> Json:
    """Have no more updates sent."""
    was_set = core.webhook.target is not None
    if params.boolean("drop_pending_updates"):
        core.updates.clear()
    await core.webhook.stop()
    return {"result": True, "description": f"Webhook {'was' if was_set else 'is already'} deleted"}


async def get_webhook_info(core: Telegram, _: Params) -> Json:
    """Tell where updates go and what went wrong last."""
    target, error = core.webhook.target, core.webhook.last_error
    info: Json = {
        "url": target.url if target else "",
        "has_custom_certificate": False,
        "pending_update_count": len(core.updates.pending()),
    }
    if target:
        info["max_connections"] = target.max_connections
        if error:
            info |= {"last_error_date": error[0], "last_error_message": error[1]}
    if core.updates.allowed:
        info["allowed_updates"] = list(core.updates.allowed)
    return {"result": info}


def _allow(core: Telegram, params: Params) -> None:
    """Without the parameter the earlier choice stays."""
    kinds = params.json("allowed_updates", "allowed updates", list)
    if kinds is not None:
        core.updates.allow(str(kind) for kind in kinds)


def _slow_down(core: Telegram) -> None:
    now, last = core.now(), core.webhook.set_at
    if last is not None and now - last < timedelta(seconds=1):
        raise too_many_requests(1)
    core.webhook.set_at = now


def _target(params: Params) -> Target:
    url, secret = params.text("url"), params.text("secret_token")
    if "certificate" in params.uploads:
        raise not_emulated("certificates of webhooks")
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = params.integer("max_connections", 40, 1, 100)
    return Target(parts.geturl(), secret, connections)
