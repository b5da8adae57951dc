"""Notify: hands a message over to the world outside, by mail or webhook. A room beside gather and store: it does
input and output, gets frozen parameters, reads no environment, and knows nothing of what it carries."""

from trucewatch.notify.mail import Mail, MailServer
from trucewatch.notify.message import Delivery, Message, Sender
from trucewatch.notify.webhook import Webhook

__all__ = ["Delivery", "Mail", "MailServer", "Message", "Sender", "Webhook"]
