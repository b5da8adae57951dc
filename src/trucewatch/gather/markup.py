"""What a page declares about itself in its head and markup: site, title, address, language, dates."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from trafilatura import load_html

_PUBLISHED = (  # the most explicit first
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date.published",
    "publication_date",
    "publish-date",
    "publishdate",
    "pubdate",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "parsely-pub-date",
    "sailthru.date",
    "date",
)
_ARTICLES = ("Article", "Report", "Posting")


@dataclass(frozen=True)
class Declared:
    """``stamps``: dates of publication as written, the most explicit first."""

    site: str | None
    title: str | None
    url: str | None
    language: str | None
    stamps: tuple[str, ...]


def declared_by(page: str) -> Declared:
    """What ``page`` declares about itself; None for what it does not. The first of everything counts: what comes
    later on a page is about other pages."""
    tree = load_html(page)
    if tree is None:
        return Declared(site=None, title=None, url=None, language=None, stamps=())
    meta = _meta(tree)
    in_meta = [meta[name] for name in _PUBLISHED if name in meta]
    canonical = [
        link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    ]
    return Declared(
        site=meta.get("og:site_name") or meta.get("application-name"),
        title=meta.get("og:title") or meta.get("twitter:title") or _headline(tree),
        url=next((href for href in canonical if href), None) or meta.get("og:url"),
        language=tree.get("lang"),
        stamps=tuple(dict.fromkeys([*in_meta[:1], *_linked_dates(tree), *in_meta[1:], *_times(tree)])),
    )


def _meta(tree: Any) -> dict[str, str]:
    meta: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                meta.setdefault(name, content)
    return meta


def _headline(tree: Any) -> str | None:
    """The text of the first heading, else of the title."""
    texts = (" ".join(element.text_content().split()) for tag in ("h1", "title") for element in tree.iter(tag))
    return next((text for text in texts if text), None)


def _times(tree: Any) -> list[str]:
    """Stamps that the markup itself calls those of publication."""
    marked = [t for t in tree.iter("time") if "pubdate" in t.attrib or (t.get("itemprop") or "") == "datePublished"]
    return [t.get("datetime").strip() for t in marked if (t.get("datetime") or "").strip()]


def _linked_dates(tree: Any) -> list[str]:
    """``datePublished`` of the first article in the page's JSON-LD."""
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            content = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue  # broken metadata says nothing; the page may say it elsewhere
        for entry in _entries(content):
            stamp = entry.get("datePublished")
            if isinstance(stamp, str) and str(entry.get("@type")).strip("'[] ").endswith(_ARTICLES):
                return [stamp]
    return []


def _entries(content: Any) -> list[dict[str, Any]]:
    if isinstance(content, list):
        return [entry for entry in content if isinstance(entry, dict)]
    if not isinstance(content, dict):
        return []
    graph = content.get("@graph")
    return [content, *(_entries(graph) if isinstance(graph, list) else [])]
