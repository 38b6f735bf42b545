"""XMP: what the file says of itself: which standards it keeps, its title, language and dates. Never a word of a patient."""

from __future__ import annotations

from datetime import UTC, date, datetime
from xml.sax.saxutils import escape

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="{part}" pdfaid:conformance="A"/>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:format="application/pdf">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" pdf:Producer="{producer}" xmp:CreatorTool="{creator}"{dates}/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""

_quoted = lambda text: escape(text, {'"': "&quot;"})  # noqa: E731


def packet(*, part: int, title: str, language: str, producer: str, creator: str, made: str) -> bytes:
    """The metadata stream. `part` of ISO 19005 (2 or 3); `made` an XMP date, "" for none."""
    dates = "".join(f' xmp:{name}="{made}"' for name in ("CreateDate", "ModifyDate", "MetadataDate")) if made else ""
    return _PACKET.format(part=part, title=escape(title), language=escape(language), producer=_quoted(producer), creator=_quoted(creator), dates=dates).encode()


def moment(text: str) -> tuple[str, str]:
    """An ISO time or day as XMP writes it and as PDF writes it, times in UTC; ("", "") for what is neither."""
    try:
        if len(text) == 10:
            day = date.fromisoformat(text).isoformat()
            return day, f"D:{day.replace('-', '')}"
        at = datetime.fromisoformat(text)
        at = at.astimezone(UTC) if at.tzinfo else at
    except (ValueError, OverflowError):
        return "", ""
    told = at.replace(tzinfo=None).isoformat(timespec="seconds")
    return f"{told}Z", f"D:{''.join(filter(str.isdigit, told))}Z"
