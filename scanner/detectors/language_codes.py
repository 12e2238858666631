"""A language code of any of the usual kinds → its ISO 639-1 code."""

_ISO_639_1 = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en
eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv
ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne
ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st
su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
_OTHERS = """
cmn:zh zho:zh chi:zh yue:zh wuu:zh nan:zh hak:zh gan:zh hsn:zh cdo:zh lzh:zh cn:zh eng:en deu:de ger:de fra:fr
fre:fr spa:es ita:it por:pt nld:nl dut:nl rus:ru ukr:uk pol:pl ces:cs cze:cs slk:sk slo:sk slv:sl hrv:hr srp:sr
bos:bs bul:bg mkd:mk mac:mk ron:ro rum:ro hun:hu ell:el gre:el tur:tr aze:az azb:az azj:az kaz:kk uzb:uz kir:ky
tuk:tk tat:tt uig:ug swe:sv dan:da nor:no nob:nb nno:nn fin:fi est:et ekk:et lav:lv lvs:lv lit:lt isl:is ice:is
gle:ga cym:cy wel:cy eus:eu baq:eu cat:ca glg:gl lat:la ltz:lb afr:af sqi:sq alb:sq hye:hy arm:hy kat:ka geo:ka
heb:he yid:yi ara:ar arb:ar arz:ar fas:fa per:fa pes:fa prs:fa urd:ur hin:hi ben:bn pan:pa pnb:pa guj:gu mar:mr
tam:ta tel:te kan:kn mal:ml sin:si nep:ne npi:ne asm:as ory:or ori:or san:sa snd:sd pus:ps kur:ku ckb:ku kmr:ku
jpn:ja kor:ko vie:vi tha:th lao:lo khm:km mya:my bur:my mon:mn khk:mn bod:bo tib:bo ind:id msa:ms may:ms zsm:ms
jav:jv sun:su tgl:tl fil:tl mlg:mg swa:sw swh:sw hau:ha yor:yo ibo:ig amh:am som:so zul:zu xho:xh epo:eo iw:he
in:id ji:yi jw:jv mo:ro sh:sr
"""
"""ISO 639-2 and 639-3 codes, members of a macrolanguage under its code, and withdrawn ISO 639-1 codes."""

_TWO_LETTERS = frozenset(_ISO_639_1.split())
_LONGER = dict(pair.split(":") for pair in _OTHERS.split())


def two_letter_code(code: str) -> str | None:
    """Return the ISO 639-1 code for a lower-case code of ISO 639-1, 639-2 or 639-3; None where there is none."""
    return _LONGER.get(code) or (code if code in _TWO_LETTERS else None)
