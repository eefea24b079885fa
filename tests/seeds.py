"""Faults to put into the book of tea, one at a time: an edit of one file, and all that check may say of it."""

from __future__ import annotations

SITE, LABELS, TEAS, BASE = "data/site.yml", "data/labels.yml", "data/teas.yml", "mkdocs.base.yml"
SENCHA, OOLONG, UJI = "data/teas/sencha.yml", "data/teas/oolong.yml", "data/regions/uji.yml"
PATH, SCHEMA, LOCK = "data/diagrams/path.yml", "schemas/teas.schema.json", "links.lock"
PAGE = "templates/regions.md.j2"

# Name of the fault: the file; what it says (None: it is written whole); what it says instead (None: it is deleted);
# place, code and message, with the file where that is another.
SEEDS: dict[str, tuple[str, str | None, str | bytes | None, str]] = {
    "a tab as indentation": (
        SENCHA,
        "  en: Sencha",
        "\ten: Sencha",
        "2:1 E110 has a tab here; indent with spaces",
    ),
    "a tab before a comment's place": (
        SENCHA,
        "  ja: 煎茶\n",
        "  ja: 煎茶\n\tcolour: x\n",
        "4:1 E110 has a tab here; indent with spaces",
    ),
    "a tab after the dash": (
        SENCHA,
        "  - to: oolong",
        "  -\tto: oolong",
        "13:4 E110 has a tab here; indent with spaces",
    ),
    "a text that begins with an at sign": (
        SENCHA,
        "en: Sencha",
        "en: @Sencha",
        '2:7 E102 a text cannot begin with "@"; put quotes around it',
    ),
    "a text that begins with a back-tick": (
        SENCHA,
        "en: Sencha",
        "en: `Sencha`",
        '2:7 E102 a text cannot begin with "`"; put quotes around it',
    ),
    "a text that begins with a percent sign": (
        SENCHA,
        "en: Sencha",
        "en: %Sencha",
        '2:7 E102 a text cannot begin with "%"; put quotes around it',
    ),
    "a text that begins with a comma": (
        SENCHA,
        "en: Sencha",
        "en: , Sencha",
        '2:7 E102 a text cannot begin with ","; put quotes around it',
    ),
    "a text that begins with a closing bracket": (
        SENCHA,
        "en: Sencha",
        "en: ]Sencha",
        '2:7 E102 a text cannot begin with "]"; put quotes around it',
    ),
    "a text after a folding mark": (
        SENCHA,
        "en: Sencha",
        "en: > Sencha",
        '2:7 E102 a text cannot begin with ">"; put quotes around it',
    ),
    "a text after a bar": (
        SENCHA,
        "en: Sencha",
        "en: | Sencha",
        '2:7 E102 a text cannot begin with "|"; put quotes around it',
    ),
    "a text that begins with an asterisk": (
        SENCHA,
        "en: Sencha",
        "en: *Sencha",
        "2:7 E104 uses an anchor or alias (& or *); write the value out or quote the text",
    ),
    "a text that begins with an ampersand": (
        SENCHA,
        "en: Sencha",
        "en: &Sencha tea",
        "2:7 E104 uses an anchor or alias (& or *); write the value out or quote the text",
    ),
    "a text that begins with an exclamation mark": (
        SENCHA,
        "en: Sencha",
        "en: !Sencha tea",
        "2:7 E105 has a tag (!Sencha); tags are not used here, so remove it",
    ),
    "a colon inside a text": (
        SENCHA,
        "en: Sencha",
        "en: Sencha: a tea",
        '2:13 E103 has a ": " inside a text; put quotes around the whole text',
    ),
    "a colon inside a text in braces": (
        OOLONG,
        "title:\n  en: Oolong\n  ja: 烏龍茶",
        "title: {en: Oolong: a tea, ja: 烏龍茶}",
        '1:19 E103 has a ": " inside a text; put quotes around the whole text',
    ),
    "a double quote that is not closed": (
        SENCHA,
        "en: Sencha",
        'en: "Sencha',
        "2:7 E112 opens a quote that is not closed; close it where the text ends",
    ),
    "a single quote that is not closed": (
        OOLONG,
        "en: Oolong",
        "en: 'Oolong",
        "2:7 E112 opens a quote that is not closed; close it where the text ends",
    ),
    "a quote in the last text that is not closed": (
        UJI,
        "ja: 京都の近くの町。",
        'ja: "京都の近くの町。',
        "6:7 E112 opens a quote that is not closed; close it where the text ends",
    ),
    "an apostrophe in single quotes": (
        SENCHA,
        "en: Sencha",
        "en: 'Sencha's tea'",
        ("2:15 E116 goes on after the closing '; delete the rest, or put the whole text in quotes"),
    ),
    "words after a quoted text": (
        SENCHA,
        "en: Sencha",
        'en: "Sencha" tea',
        ('2:16 E116 goes on after the closing "; delete the rest, or put the whole text in quotes'),
    ),
    "a text that begins with a link without quotes": (
        SENCHA,
        '"[[regions/uji|宇治]]の緑茶。"',
        "[[regions/uji|宇治]]の緑茶。",
        "8:7 E116 begins with a link; put quotes around the whole text",
    ),
    "a point that begins with a link without quotes": (
        SENCHA,
        "  - to: regions/fujian",
        "  - [[regions/uji]] is near\n  - to: regions/fujian",
        "26:5 E116 begins with a link; put quotes around the whole text",
    ),
    "words after a list in brackets": (
        SENCHA,
        "[steeped tea]",
        "[steeped tea] and more",
        ("5:21 E116 goes on after the closing ]; delete the rest, or put the whole text in quotes"),
    ),
    "a bracket too many": (
        SENCHA,
        "[steeped tea]",
        "[steeped tea]]",
        ("5:20 E116 goes on after the closing ]; delete the rest, or put the whole text in quotes"),
    ),
    "a bracket that is not closed": (
        SENCHA,
        "[steeped tea]",
        "[steeped tea",
        "5:7 E113 opens a bracket that is not closed; close it where the list ends",
    ),
    "a bracket that is not closed in the last line": (
        TEAS,
        "order: [sencha, oolong]\nnumbered: true\n",
        "numbered: true\norder: [sencha, oolong\n",
        "8:8 E113 opens a bracket that is not closed; close it where the list ends",
    ),
    "a bracket with nothing after it": (
        TEAS,
        "order: [sencha, oolong]\nnumbered: true\n",
        "numbered: true\norder: [",
        "8:8 E113 opens a bracket that is not closed; close it where the list ends",
    ),
    "a brace that is not closed": (
        OOLONG,
        "title:\n  en: Oolong\n  ja: 烏龍茶",
        "title: {en: Oolong, ja: 烏龍茶",
        "1:8 E113 opens a bracket that is not closed; close it where the list ends",
    ),
    "two commas in a list": (
        TEAS,
        "[sencha, oolong]",
        "[sencha, , oolong]",
        '7:17 E102 a text cannot begin with ","; put quotes around it',
    ),
    "a brace closed by a bracket": (
        OOLONG,
        "title:\n  en: Oolong\n  ja: 烏龍茶",
        "title: {en: Oolong, ja: 烏龍茶]",
        "1:28 E113 stands where a comma or a closing bracket is meant; add it before this",
    ),
    "a backslash in double quotes": (
        SENCHA,
        "latex: t = 60",
        r'latex: "t = \sqrt{60}"',
        "21:17 E114 has a backslash in double quotes; use single quotes, or write it twice",
    ),
    "a bad code of a letter in double quotes": (
        SENCHA,
        "en: Sencha",
        r'en: "Sencha \xZZ"',
        "2:15 E114 has a backslash in double quotes; use single quotes, or write it twice",
    ),
    "an escape that is a control character": (
        SENCHA,
        "latex: t = 60",
        r'latex: "t = \frac{1}{2}"',
        ("21:12 E013 has an escaped control character (U+000C) in its text; use single quotes, or delete it"),
    ),
    "a field indented below a value": (
        SENCHA,
        "since: 1738",
        "  since: 1738",
        ("10:3 E115 is indented below a line that has a value already; line it up with that line"),
    ),
    "a translation indented less": (
        SENCHA,
        "  ja: 煎茶",
        " ja: 煎茶",
        "3:2 E115 does not line up with what it belongs to; mend the indentation",
    ),
    "a translation indented more": (
        SENCHA,
        "  ja: 煎茶",
        "   ja: 煎茶",
        "3:4 E115 is indented below a line that has a value already; line it up with that line",
    ),
    "an item indented less than the others": (
        SITE,
        "  - regions",
        " - regions",
        "29:2 E115 does not line up with what it belongs to; mend the indentation",
    ),
    "a list on the line of its key": (
        SITE,
        "collections:\n  - teas\n  - regions",
        "collections: - teas",
        "27:14 E115 does not line up with what it belongs to; mend the indentation",
    ),
    "a field without a colon": (
        SENCHA,
        "region: uji",
        "region uji",
        ("11:1 E117 has no colon; write it as key: value, or indent it as part of the text above"),
    ),
    "a colon without a space": (
        SENCHA,
        "region: uji",
        "region:uji",
        '11:7 E117 needs a space after the ":"; write ": "',
    ),
    "a colon without a space in a translation": (
        SENCHA,
        "  ja: 煎茶",
        "  ja:煎茶",
        '3:5 E117 needs a space after the ":"; write ": "',
    ),
    "a dash without a space": (
        SITE,
        "  - regions",
        "  -regions",
        '29:3 E117 needs a space after the "-"; write "- "',
    ),
    "dashes without spaces": (
        SITE,
        "  - teas\n  - regions",
        "  -teas\n  -regions",
        ('28:3 E203 collections: must be the collections in reading order, not a text; put a space after each "-"'),
    ),
    "a line of a text that is not indented": (
        OOLONG,
        "      like nothing in",
        "like nothing in",
        ("12:1 E117 has no colon; write it as key: value, or indent it as part of the text above"),
    ),
    "a field after a list that has no key": (
        SENCHA,
        "connections:\n  - to",
        "- to",
        "25:1 E115 does not line up with what it belongs to; mend the indentation",
    ),
    "an item where fields are": (
        TEAS,
        "numbered: true",
        "- numbered",
        "8:1 E115 does not line up with what it belongs to; mend the indentation",
    ),
    "a key twice": (
        SENCHA,
        "region: uji",
        "region: uji\nregion: fujian",
        '12:1 E109 has the key "region" a second time; keep one of them',
    ),
    "a language twice in a text": (
        SENCHA,
        "  ja: 煎茶",
        "  en: 煎茶",
        '3:3 E109 has the key "en" a second time; keep one of them',
    ),
    "a key twice, once in NFD": (
        LABELS,
        "home:",
        "café:\n  en: a\n  ja: b\ncafé:\n  en: a\n  ja: b\nhome:",
        '49:1 E109 has the key "café" a second time; keep one of them',
    ),
    "a list as a key": (
        SENCHA,
        "region: uji",
        "[region]: uji",
        "11:1 E108 has a key that is not a word; quote the text or name the key",
    ),
    "an empty file": (
        UJI,
        None,
        "",
        "1:1 E014 is empty; write the entry or delete the file",
    ),
    "a file of comments": (
        UJI,
        None,
        "# to be written\n",
        "2:1 E014 is empty; write the entry or delete the file",
    ),
    "a second document": (
        UJI,
        "summary:",
        "---\nsummary:",
        "4:1 E107 starts a second document; keep one entry in one file",
    ),
    "a document after the end of one": (
        UJI,
        "summary:",
        "...\nsummary:",
        "5:1 E107 starts a second document; keep one entry in one file",
    ),
    "the marks of a merge": (
        UJI,
        "  en: Uji\n",
        "<<<<<<< HEAD\n  en: Uji\n=======\n  en: Udji\n>>>>>>> theirs\n",
        "2:1 E118 has the mark of a merge; keep what is right, delete the marks",
    ),
    "the end of a merge that was left": (
        UJI,
        "summary:",
        ">>>>>>> theirs\nsummary:",
        "4:1 E118 has the mark of a merge; keep what is right, delete the marks",
    ),
    "too many levels": (
        SENCHA,
        "since: 1738",
        "since: [[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]",
        "10:24 E106 is nested more than 16 levels deep; make it flatter",
    ),
    "a control character": (
        SENCHA,
        "en: Sencha",
        "en: Sen\x08cha",
        "2:10 E013 has a control character here; delete it",
    ),
    "a file in UTF-16": (
        UJI,
        None,
        b"\xff\xfet\x00i\x00t\x00l\x00e\x00:\x00 \x00x\x00\n\x00",
        "1:1 E012 starts with a byte order mark; save it as UTF-8 without one",
    ),
    "a file in EUC-KR": (
        UJI,
        None,
        b"title:\n  en: Uji\n  ja: \xbf\xec\xc1\xf6",
        "3:7 E011 is not UTF-8 from here on; save it as UTF-8",
    ),
    "a full-width colon": (
        SENCHA,
        "region: uji",
        "region：uji",
        '11:7 E111 has a full-width or invisible character here (U+FF1A); write ": "',
    ),
    "a full-width colon and a space": (
        SENCHA,
        "region: uji",
        "region： uji",
        '11:7 E111 has a full-width or invisible character here (U+FF1A); write ": "',
    ),
    "a full-width colon after the first key": (
        SENCHA,
        "title:\n",
        "title：\n",
        '1:6 E111 has a full-width or invisible character here (U+FF1A); write ": "',
    ),
    "a full-width colon after a language": (
        SENCHA,
        "  en: Sencha",
        "  en： Sencha",
        '2:5 E111 has a full-width or invisible character here (U+FF1A); write ": "',
    ),
    "a full-width colon after the last language": (
        SENCHA,
        "  ja: 煎茶",
        "  ja：煎茶",
        '3:5 E111 has a full-width or invisible character here (U+FF1A); write ": "',
    ),
    "a full-width colon in braces": (
        OOLONG,
        "title:\n  en: Oolong\n  ja: 烏龍茶",
        "title: {en：Oolong, ja: 烏龍茶}",
        '1:11 E111 has a full-width or invisible character here (U+FF1A); write ":"',
    ),
    "an ideographic space after a colon": (
        SENCHA,
        "region: uji",
        "region:\u3000uji",
        '11:8 E111 has a full-width or invisible character here (U+3000); write ": "',
    ),
    "an ideographic space as indentation": (
        SENCHA,
        "  en: Sencha",
        "\u3000en: Sencha",
        ("2:1 E111 has a full-width or invisible character here (U+3000); delete it, or write a space"),
    ),
    "a no-break space in a key": (
        SENCHA,
        "region: uji",
        "region\xa0: uji",
        ("11:7 E111 has a full-width or invisible character here (U+00A0); delete it, or write a space"),
    ),
    "a full-width key": (
        SENCHA,
        "region: uji",
        "ｒegion: uji",
        '11:1 E111 has a full-width or invisible character here (U+FF52); write "r"',
    ),
    "a key with an invisible letter": (
        SENCHA,
        "region: uji",
        "region\u200b: uji",
        ("11:7 E111 has a full-width or invisible character here (U+200B); delete it, or write a space"),
    ),
    "full-width brackets": (
        SENCHA,
        "[steeped tea]",
        "［steeped tea］",
        ('5:7 E111 also_called.en: has a full-width or invisible character here (U+FF3B); write "["'),
    ),
    "full-width digits": (
        SENCHA,
        "since: 1738",
        "since: １７３８",
        '10:8 E111 since: has a full-width or invisible character here (U+FF11); write "1"',
    ),
    "a full-width choice": (
        SENCHA,
        "colour: green",
        "colour: ｇreen",
        '9:9 E111 colour: has a full-width or invisible character here (U+FF47); write "g"',
    ),
    "a full-width id": (
        SENCHA,
        "region: uji",
        "region: ujｉ",
        '11:11 E111 region: has a full-width or invisible character here (U+FF49); write "i"',
    ),
    "an id with an ideographic space after it": (
        SENCHA,
        "region: uji",
        "region: uji\u3000",
        ("11:12 E111 region: has a full-width or invisible character here (U+3000); delete it, or write a space"),
    ),
    "an id with an invisible letter": (
        SENCHA,
        "region: uji",
        "region: u\u200bji",
        ("11:10 E111 region: has a full-width or invisible character here (U+200B); delete it, or write a space"),
    ),
    "an id with a full-width hyphen": (
        SENCHA,
        "- to: oolong",
        "- to: oo－long",
        ('13:11 E111 next[0].to: has a full-width or invisible character here (U+FF0D); write "-"'),
    ),
    "an id in NFD": (
        SENCHA,
        "region: uji",
        "region: ují",
        '11:9 E301 region: no "ují" in data/regions/; did you mean "uji"?',
    ),
    "a full-width dash in a list": (
        SITE,
        "  - regions",
        "  － regions",
        '29:3 E111 has a full-width or invisible character here (U+FF0D); write "- "',
    ),
    "an address with a full-width slash": (
        SENCHA,
        "to: regions/fujian",
        "to: regions／fujian",
        ('26:16 E111 connections[0].to: has a full-width or invisible character here (U+FF0F); write "/"'),
    ),
    "a link with a full-width bar": (
        SENCHA,
        "[[regions/uji|宇治]]",
        "[[regions/uji｜宇治]]",
        ('8:21 E111 summary.ja: has a full-width or invisible character here (U+FF5C); write "|"'),
    ),
    "a link with a full-width slash": (
        SENCHA,
        "[[regions/uji]]",
        "[[regions／uji]]",
        ('7:33 E111 summary.en: has a full-width or invisible character here (U+FF0F); write "/"'),
    ),
    "a link in full-width brackets": (
        SENCHA,
        "[[regions/uji]]",
        "［［regions/uji]]",
        ('7:24 E111 summary.en: has a full-width or invisible character here (U+FF3B); write "[["'),
    ),
    "a link with an ideographic space": (
        SENCHA,
        "[[regions/uji]]",
        "[[regions/uji\u3000]]",
        ("7:37 E111 summary.en: has a full-width or invisible character here (U+3000); delete it, or write a space"),
    ),
    "an address of the site with an ideographic space": (
        SITE,
        "https://tea.example/book/",
        "https://tea.example/book/\u3000",
        ("15:31 E111 url: has a full-width or invisible character here (U+3000); delete it, or write a space"),
    ),
    "quotes that are not ASCII around a number": (
        SENCHA,
        "since: 1738",
        "since: “1738”",
        "10:8 E203 since: must be a year in four digits, not a text",
    ),
    "a link that is not closed": (
        SENCHA,
        "[[regions/uji]]",
        "[[regions/uji",
        (
            '7:24 E310 summary.en: "[[" opens no link; write [[collection/id]] or '
            "[[collection/id|words]], and code between backticks"
        ),
    ),
    "a link that is half closed": (
        SENCHA,
        "[[regions/uji]]",
        "[[regions/uji]",
        (
            '7:24 E310 summary.en: "[[" opens no link; write [[collection/id]] or '
            "[[collection/id|words]], and code between backticks"
        ),
    ),
    "a link that is not opened": (
        SENCHA,
        "[[regions/uji]]",
        "regions/uji]]",
        (
            '7:35 E310 summary.en: "]]" closes no link; write [[collection/id]] or '
            "[[collection/id|words]], and code between backticks"
        ),
    ),
    "a link that is half opened": (
        SENCHA,
        "[[regions/uji]]",
        "[regions/uji]]",
        (
            '7:36 E310 summary.en: "]]" closes no link; write [[collection/id]] or '
            "[[collection/id|words]], and code between backticks"
        ),
    ),
    "a link with words that is not closed": (
        OOLONG,
        "[[teas/sencha|Sencha]]",
        "[[teas/sencha|Sencha",
        (
            '12:23 E310 what[0].en: "[[" opens no link; write [[collection/id]] or '
            "[[collection/id|words]], and code between backticks"
        ),
    ),
    "a link with two bars": (
        OOLONG,
        "[[teas/sencha|Sencha]]",
        "[[teas/sencha|[Sencha]]]",
        (
            '12:23 E310 what[0].en: "[[" opens no link; write [[collection/id]] or '
            "[[collection/id|words]], and code between backticks"
        ),
    ),
    "a link without words after the bar": (
        OOLONG,
        "[[teas/sencha|Sencha]]",
        "[[teas/sencha|]]",
        '12:23 E310 what[0].en: has no words after the "|"; write them, or leave the "|" out',
    ),
    "a link with a space": (
        SENCHA,
        "[[regions/uji]]",
        "[[regions/ uji]]",
        '7:24 E301 summary.en: no " uji" in data/regions/; did you mean "uji"?',
    ),
    "a link with a capital": (
        SENCHA,
        "[[regions/uji]]",
        "[[regions/Uji]]",
        '7:24 E301 summary.en: no "Uji" in data/regions/; did you mean "uji"?',
    ),
    "a link to the wrong collection": (
        SENCHA,
        "[[regions/uji]]",
        "[[regions/oolong]]",
        '7:24 E301 summary.en: no "oolong" in data/regions/; there is one in data/teas/',
    ),
    "a link without a collection": (
        SENCHA,
        "[[regions/uji]]",
        "[[uji]]",
        '7:24 E302 summary.en: no collection "uji" in data/; did you mean "regions/uji"?',
    ),
    "a link with the name of a file": (
        SENCHA,
        "[[regions/uji]]",
        "[[regions/uji.yml]]",
        '7:24 E301 summary.en: no "uji.yml" in data/regions/; did you mean "uji"?',
    ),
    "a link with a Markdown address": (
        SENCHA,
        "[[regions/uji]]",
        "[[regions/uji](x)]",
        (
            '7:24 E310 summary.en: "[[" opens no link; write [[collection/id]] or '
            "[[collection/id|words]], and code between backticks"
        ),
    ),
    "a link in a label": (
        LABELS,
        "en: Home",
        "en: '[[home]]'",
        '47:8 E302 home.en: no collection "home" in data/; write collection/id',
    ),
    "a link in the lead": (
        SITE,
        "en: Tea is leaves and water.",
        "en: Tea is [[teas/cencha|leaves]] and water.",
        '17:14 E301 lead.en: no "cencha" in data/teas/; did you mean "sencha"?',
    ),
    "a link in a note": (
        SENCHA,
        "en: darker",
        "en: darker than [[teas/senca]]",
        '15:23 E301 next[0].note.en: no "senca" in data/teas/; did you mean "sencha"?',
    ),
    "a link far in a long text": (
        OOLONG,
        "Leaves wither in the sun,",
        "Leaves wither in the sun, as in [[regions/fujan]], and then,",
        '11:39 E301 what[0].en: no "fujan" in data/regions/; did you mean "fujian"?',
    ),
    "a link in a literal text": (
        OOLONG,
        "  - en: >-\n",
        "  - en: |\n      First [[teas/sensha]].\n",
        '11:13 E301 what[0].en: no "sensha" in data/teas/; did you mean "sencha"?',
    ),
    "a title is missing": (
        UJI,
        "title:\n  en: Uji\n  ja: 宇治\n",
        "",
        '1:1 E201 "title" is missing; add it (the name of the region)',
    ),
    "a required field that is misspelt": (
        SENCHA,
        "region: uji",
        "regoin: uji",
        '11:1 E202 regoin: unknown field; did you mean "region"?',
    ),
    "a field with a capital": (
        SENCHA,
        "region: uji",
        "Region: uji",
        '11:1 E202 Region: unknown field; did you mean "region"?',
    ),
    "a field with a hyphen": (
        SENCHA,
        "also_called:",
        "also-called:",
        '4:1 E202 also-called: unknown field; did you mean "also_called"?',
    ),
    "a field of another collection": (
        UJI,
        "summary:",
        "colour: green\nsummary:",
        "4:1 E202 colour: unknown field",
    ),
    "a note without a target": (
        SENCHA,
        "  - to: oolong\n    note:",
        "  - note:",
        '13:5 E201 next[0]: "to" is missing; add it',
    ),
    "a text as a list": (
        SENCHA,
        "what:\n  - en: Leaves are steamed, then rolled.\n    ja: 葉を蒸して揉む。",
        "what:\n  en: Leaves are steamed, then rolled.\n  ja: 葉を蒸して揉む。",
        ("18:3 E203 what: must be a list of paragraphs, each in every language of the site, not fields"),
    ),
    "a pair as an item of plain words": (
        SENCHA,
        "[steeped tea]",
        "[{en: steeped tea}]",
        "5:8 E203 also_called.en[0]: must be words, not fields",
    ),
    "a name that is a number": (
        SENCHA,
        "[steeped tea]",
        "[1738]",
        "5:8 E203 also_called.en[0]: must be words, not the number 1738",
    ),
    "an empty name": (
        SENCHA,
        "[steeped tea]",
        "['']",
        "5:8 E205 also_called.en[0]: is empty; write the text",
    ),
    "no name": (
        SENCHA,
        "  en: [steeped tea]",
        "  en: []",
        "5:7 E206 also_called.en: is empty; must be a list of names, or leave the field out",
    ),
    "a year with five digits": (
        SENCHA,
        "since: 1738",
        "since: 17380",
        "10:8 E208 since: must be a year in four digits, not the number 17380",
    ),
    "a year in words": (
        SENCHA,
        "since: 1738",
        "since: old",
        "10:8 E203 since: must be a year in four digits, not a text",
    ),
    "a date for a year": (
        SENCHA,
        "since: 1738",
        "since: 1738-01-01",
        "10:8 E203 since: must be a year in four digits, not a text",
    ),
    "true where a choice is meant": (
        SENCHA,
        "colour: green",
        "colour: true",
        "9:9 E204 colour: must be one of green, blue, not true",
    ),
    "nothing where an id is meant": (
        SENCHA,
        "region: uji",
        "region:",
        ("11:8 E203 region: must be the id of an entry: lowercase ASCII letters, digits and hyphens, not nothing"),
    ),
    "a list where an id is meant": (
        SENCHA,
        "region: uji",
        "region: [uji]",
        ("11:9 E203 region: must be the id of an entry: lowercase ASCII letters, digits and hyphens, not a list"),
    ),
    "an address without https": (
        SITE,
        "url: https://tea.example/book/",
        "url: tea.example/book/",
        ('15:6 E209 url: must be the address where the site is published, ending in /, not "tea.example/book/"'),
    ),
    "an address without its slash": (
        SITE,
        "url: https://tea.example/book/",
        "url: https://tea.example/book",
        ('15:6 E209 url: must be the address where the site is published, ending in /, not "https://tea.example/book"'),
    ),
    "yes where true is meant": (
        TEAS,
        "numbered: true",
        "numbered: yes",
        "8:11 E203 numbered: must be true or false, not a text",
    ),
    "the order as a text": (
        TEAS,
        "order: [sencha, oolong]",
        "order: sencha, oolong",
        (
            "7:8 E203 order: must be the ids of the entries in reading order; without it the "
            "order of the alphabet, not a text"
        ),
    ),
    "a language tag in capitals": (
        SITE,
        "tag: ja",
        "tag: JA",
        ('4:10 E403 languages[1].tag: must be a language tag such as ko or pt-br, in lowercase, not "JA"'),
    ),
    "a language tag with an underscore": (
        SITE,
        "tag: ja",
        "tag: ja_jp",
        ('4:10 E403 languages[1].tag: must be a language tag such as ko or pt-br, in lowercase, not "ja_jp"'),
    ),
    "languages as a text": (
        SITE,
        "languages:\n  - tag: en\n    name: English\n  - tag: ja\n    name: 日本語\n",
        "languages: en, ja\n",
        "1:12 E403 languages: must be a list of languages, each with tag and name",
    ),
    "a translation is missing in the order of another": (
        SENCHA,
        "  en: Sencha\n",
        "",
        '1:1 E401 title: "en" is missing; add it',
    ),
    "a translation that is empty": (
        SENCHA,
        "  ja: 煎茶",
        "  ja:",
        "3:6 E203 title.ja: must be words, not nothing",
    ),
    "a translation of spaces": (
        SENCHA,
        "  ja: 煎茶",
        "  ja: '  '",
        "3:7 E205 title.ja: is empty; write the text",
    ),
    "a translation of a note is missing": (
        SENCHA,
        "      ja: より濃く\n",
        "",
        '14:5 E401 next[0].note: "ja" is missing; add it',
    ),
    "a translation of a site's text is missing": (
        SITE,
        "  ja: 葉から茶碗まで\n",
        "",
        '9:1 E401 tagline: "ja" is missing; add it',
    ),
    "a translation under the wrong tag": (
        SENCHA,
        "  ja: 煎茶",
        "  jp: 煎茶",
        '3:3 E402 title.jp: no language "jp" in data/site.yml; did you mean "ja"?',
    ),
    "a translation under a tag with a region": (
        SENCHA,
        "  ja: 煎茶",
        "  ja-JP: 煎茶",
        '3:3 E402 title.ja-JP: no language "ja-JP" in data/site.yml; did you mean "ja"?',
    ),
    "names in an unknown language": (
        SENCHA,
        "  en: [steeped tea]",
        "  de: [Aufguss]",
        '5:3 E402 also_called.de: no language "de" in data/site.yml; there are en, ja',
    ),
    "a collection that is misspelt in the list": (
        SITE,
        "  - regions\n",
        "  - region\n",
        (
            "29:5 E306 collections[1]: there is no data/region.yml and no "
            'schemas/region.schema.json; did you mean "regions"?'
        ),
    ),
    "a collection twice in the list": (
        SITE,
        "  - regions\n",
        "  - regions\n  - teas\n",
        '30:5 E207 collections[2]: "teas" stands here twice; keep one',
    ),
    "a folder that no list names": (
        "data/cups/small.yml",
        None,
        "title: {en: Small, ja: 小}\n",
        'data/cups E305 is not named in data/site.yml; add "cups" to collections or delete it',
    ),
    "a collection without words of its own": (
        "data/cups.yml",
        None,
        "title: {en: Cups, ja: 碗}\nsummary: {en: Cups., ja: 碗。}\n",
        '1:1 E305 is not named in data/site.yml; add "cups" to collections or delete it',
    ),
    "a label that is misspelt": (
        LABELS,
        "home:\n",
        "hoem:\n",
        '46:1 E406 hoem: is used by no page; did you mean "home"?',
    ),
    "a label that is missing": (
        LABELS,
        "pager:\n  en: Previous and next page\n  ja: 前後の頁\n",
        "",
        '1:1 E405 "pager" is missing; pages use it',
    ),
    "a label with a capital": (
        LABELS,
        "home:\n",
        "Home:\n",
        '46:1 E406 Home: is used by no page; did you mean "home"?',
    ),
    "a diagram with an unknown field": (
        PATH,
        "    along: next",
        "    alng: next",
        '13:5 E202 edges[0].alng: unknown field; did you mean "along"?',
    ),
    "a diagram that is shown on an entry": (
        PATH,
        "shown_on: [home, teas]",
        "shown_on: [home, sencha]",
        ('14:18 E302 shown_on[1]: no collection "sencha" in data/site.yml; add it to collections or mend the name'),
    ),
    "a diagram whose colour is no field": (
        PATH,
        "    colour: region",
        "    colour: regio",
        '10:13 E308 nodes[0].colour: no field "regio" in teas; did you mean "region"?',
    ),
    "a diagram whose lines are no field": (
        PATH,
        "    lines: [region]",
        "    lines: [regio]",
        '9:13 E308 nodes[0].lines[0]: no field "regio" in teas; did you mean "region"?',
    ),
    "arrows along no field": (
        PATH,
        "    along: next",
        "    along: nxt",
        '13:12 E308 edges[0].along: no field "nxt" in teas; did you mean "next"?',
    ),
    "a schema with a comma too many": (
        SCHEMA,
        '"type": "object",',
        '"type": "object",,',
        "4:20 E221 is not JSON: expecting property name enclosed in double quotes",
    ),
    "a schema with a wrong type": (
        SCHEMA,
        '"type": "object",',
        '"type": "objekt",',
        ("4:11 E222 type: is not JSON Schema: 'objekt' is not valid under any of the given schemas"),
    ),
    "a schema that refers to no collection": (
        SCHEMA,
        '"refersTo": "regions"',
        '"refersTo": "region"',
        ('45:19 E223 properties.region.refersTo: no collection "region"; did you mean "regions"?'),
    ),
    "a schema whose column is no field": (
        SCHEMA,
        '    "summary",\n    "region"\n',
        '    "summary",\n    "regio"\n',
        '15:5 E223 columns[2]: no field "regio" in properties; did you mean "region"?',
    ),
    "a schema that requires no field": (
        SCHEMA,
        '    "colour",\n    "region"\n',
        '    "colour",\n    "regio"\n',
        '10:5 E223 required[3]: no field "regio" in properties; did you mean "region"?',
    ),
    "a schema that is empty": (
        SCHEMA,
        None,
        "",
        "1:1 E221 is not JSON: expecting value",
    ),
    "a schema that is a list": (
        SCHEMA,
        None,
        "[]",
        "1:1 E222 is not JSON Schema: [] is not of type 'object', 'boolean'",
    ),
    "a schema that is not UTF-8": (
        SCHEMA,
        None,
        b'{"title": "th\xe9"}',
        "E011 is not UTF-8; save it as UTF-8",
    ),
    "a template with an unknown name": (
        PAGE,
        None,
        "---\n# {{ notice }}\n---\n\n{{ page.title }}\n{{ nothing }}\n",
        (
            "6:4 E502 cannot print docs/en/regions/fujian.md (data/regions/fujian.yml): "
            "'nothing' is undefined; mend the template"
        ),
    ),
    "a template with an unknown attribute": (
        PAGE,
        None,
        "---\n# {{ notice }}\n---\n\n{{ page.title }}\n\n{{ page.nothing }}\n",
        (
            "7:9 E502 cannot print docs/en/regions/fujian.md (data/regions/fujian.yml): "
            "'press.book.Entry object' has no attribute 'nothing'; mend the template"
        ),
    ),
    "a template with an unknown filter": (
        PAGE,
        None,
        "---\n# {{ notice }}\n---\n\n{{ page.title }}\n{{ page.title | frobnicate }}\n",
        (
            "6:17 E502 cannot print docs/en/regions/fujian.md (data/regions/fujian.yml): No "
            "filter named 'frobnicate'; mend the template"
        ),
    ),
    "a template with an unknown test": (
        PAGE,
        None,
        ("---\n# {{ notice }}\n---\n\n{{ page.title }}\n{% if page is frobnicated %}{% endif %}\n"),
        (
            "6:15 E502 cannot print docs/en/regions/fujian.md (data/regions/fujian.yml): No "
            "test named 'frobnicated' found; mend the template"
        ),
    ),
    "a template with an expression that is none": (
        PAGE,
        None,
        "---\n# {{ notice }}\n---\n\n{{ page.title }}\n{{ page. }}\n",
        (
            "6:1 E501 cannot print docs/en/regions/fujian.md (data/regions/fujian.yml): "
            "expected name or number; mend the template"
        ),
    ),
    "a template with a block that is not closed": (
        PAGE,
        None,
        "---\n# {{ notice }}\n---\n\n{{ page.title }}\n{% if page %}\n",
        (
            "6:4 E501 cannot print docs/en/regions/fujian.md (data/regions/fujian.yml): "
            "Unexpected end of template. Jinja was looking for the following tags: 'elif' or "
            "'else' or 'endif'. The innermost block that needs to be closed is 'if'; mend the "
            "template"
        ),
    ),
    "a template with a tag that is none": (
        PAGE,
        None,
        "---\n# {{ notice }}\n---\n\n{{ page.title }}\n{% frob %}\n",
        (
            "6:4 E501 cannot print docs/en/regions/fujian.md (data/regions/fujian.yml): "
            "Encountered unknown tag 'frob'; mend the template"
        ),
    ),
    "a template with a brace that is not closed": (
        PAGE,
        None,
        "---\n# {{ notice }}\n---\n\n{{ page.title }}\n{{ page.title }\n",
        (
            "6:15 E501 cannot print docs/en/regions/fujian.md (data/regions/fujian.yml): "
            "unexpected '}'; mend the template"
        ),
    ),
    "a template that includes nothing": (
        PAGE,
        None,
        '---\n# {{ notice }}\n---\n\n{{ page.title }}\n{% include "nothing.md.j2" %}\n',
        (
            "6:13 E503 cannot print docs/en/regions/fujian.md (data/regions/fujian.yml): "
            "there is no template 'nothing.md.j2'; mend the template"
        ),
    ),
    "a template that divides by nothing": (
        PAGE,
        None,
        "---\n# {{ notice }}\n---\n\n{{ page.title }}\n{{ 1 // 0 }}\n",
        (
            "6:1 E504 cannot print docs/en/regions/fujian.md (data/regions/fujian.yml): "
            "integer division or modulo by zero; mend the template"
        ),
    ),
    "a template that is not UTF-8": (
        PAGE,
        None,
        b"th\xe9\n",
        (
            "1:1 E011 cannot print docs/en/regions/fujian.md (data/regions/fujian.yml): the "
            "template is not UTF-8; mend the template"
        ),
    ),
    "a template of a kind with an unknown name": (
        "templates/cells/year.md.j2",
        None,
        "{{ valeu }}\n",
        (
            "1:4 E502 cannot print docs/en/teas/sencha.md (since of data/teas/sencha.yml): "
            "'valeu' is undefined; mend the template"
        ),
    ),
    "a template that wants too much": (
        PAGE,
        None,
        "---\n# {{ notice }}\n---\n\n{{ page.title }}\n{{ page.__class__.__mro__ }}\n",
        (
            "6:9 E504 cannot print docs/en/regions/fujian.md (data/regions/fujian.yml): "
            "access to attribute '__class__' of 'Entry' object is unsafe; mend the template"
        ),
    ),
    "a line that is none": (
        LOCK,
        None,
        "# x\n/teas/ 2026-11-25\nteas/sencha\n",
        "3:1 E603 cannot be read; take it back from git: git checkout -- links.lock",
    ),
    "a line with a day that is none": (
        LOCK,
        None,
        "/teas/ 25.11.2026\n",
        "1:1 E603 cannot be read; take it back from git: git checkout -- links.lock",
    ),
    "an address twice": (
        LOCK,
        None,
        "/teas/ 2026-11-25\n/regions/ 2026-11-25\n/teas/ 2026-11-25\n",
        "3:1 E604 /teas/ stands in line 1 too; keep one",
    ),
    "the mark of a merge in the lock": (
        LOCK,
        None,
        "/regions/ 2026-11-25\n<<<<<<< HEAD\n/teas/ 2026-11-25\n",
        "2:1 E602 has the mark of a merge; keep the lines of both sides, delete the mark",
    ),
    "a circle": (
        LOCK,
        None,
        "/cups/ 2026-11-25 -> /cups/\n",
        "1:22 E605 goes in a circle: /cups/ -> /cups/; give one another target",
    ),
    "an address that is lost": (
        LOCK,
        None,
        "/teas/matcha/ 2026-11-25\n",
        (
            "1:1 E606 the released address /teas/matcha/ is lost; run: python build.py retire "
            "teas/matcha --to COLLECTION/ID"
        ),
    ),
    "a section that is lost": (
        LOCK,
        None,
        "/teas/sencha/#how 2026-11-25\n",
        (
            "1:1 E606 the released address /teas/sencha/#how is lost; run: python build.py "
            "retire teas/sencha#how --to SECTION"
        ),
    ),
    "a page where another leads elsewhere": (
        LOCK,
        None,
        "/teas/sencha/ 2026-11-25 -> /teas/oolong/\n",
        (
            "1:29 E607 /teas/sencha/ leads to /teas/oolong/, but there is a page of that name "
            "again; give its entry another id, and if it shall have this one, rename it with "
            "--take"
        ),
    ),
    "a lock that is not UTF-8": (
        LOCK,
        None,
        b"/teas/ 2026-11-25\n\xff\n",
        "E601 cannot be read (not UTF-8); take it back from git",
    ),
    "a lock in full-width letters": (
        LOCK,
        None,
        "／teas/ 2026-11-25\n",
        "1:1 E603 cannot be read; take it back from git: git checkout -- links.lock",
    ),
    "a data file of another kind": (
        "data/teas/notes.txt",
        None,
        "x",
        "E004 is not a data file; name data files ID.yml and keep others elsewhere",
    ),
    "a data file with another ending": (
        "data/teas/green.yaml",
        None,
        "x",
        "E004 is not a data file; name data files ID.yml and keep others elsewhere",
    ),
    "an id with a capital in its file name": (
        "data/regions/Ise.yml",
        None,
        "title: {en: Ise, ja: 伊勢}\nsummary: {en: A town., ja: 町。}\n",
        "E007 has a name that cannot be an id; use lowercase ASCII letters, digits and hyphens",
    ),
    "an id in Hangul": (
        "data/regions/우지.yml",
        None,
        "title: {en: Ise, ja: 伊勢}\nsummary: {en: A town., ja: 町。}\n",
        "E007 has a name that cannot be an id; use lowercase ASCII letters, digits and hyphens",
    ),
    "an id in NFD as a file name": (
        "data/regions/isé.yml",
        None,
        "title: {en: Ise, ja: 伊勢}\nsummary: {en: A town., ja: 町。}\n",
        "E007 has a name that cannot be an id; use lowercase ASCII letters, digits and hyphens",
    ),
    "an id with a full-width letter": (
        "data/regions/ｉse.yml",
        None,
        "title: {en: Ise, ja: 伊勢}\nsummary: {en: A town., ja: 町。}\n",
        "E007 has a name that cannot be an id; use lowercase ASCII letters, digits and hyphens",
    ),
    "an id with a space": (
        "data/regions/i se.yml",
        None,
        "title: {en: Ise, ja: 伊勢}\nsummary: {en: A town., ja: 町。}\n",
        "E007 has a name that cannot be an id; use lowercase ASCII letters, digits and hyphens",
    ),
    "the name of the overview": (
        "data/regions/index.yml",
        None,
        "title: {en: Ise, ja: 伊勢}\nsummary: {en: A town., ja: 町。}\n",
        "E008 has the name of the overview page; choose another id",
    ),
    "a folder in a collection": (
        "data/regions/more/ise.yml",
        None,
        "x",
        "data/regions/more E003 is a folder inside a collection; collections hold files only",
    ),
    "no data/site.yml": (
        SITE,
        "title",
        None,
        "E009 is missing; it names the languages and the collections",
    ),
    "no data/labels.yml": (
        LABELS,
        "home",
        None,
        "E009 is missing; it holds the fixed words of the pages",
    ),
    "no mkdocs.base.yml": (
        BASE,
        "theme",
        None,
        "E009 is missing; copy it and theme/ from another project",
    ),
    "no words of a collection": (
        TEAS,
        "title",
        None,
        ("data/site.yml:28:5 E306 collections[0]: there is no data/teas.yml; write it, or take the name from the list"),
    ),
    "no schema of a collection": (
        SCHEMA,
        "title",
        None,
        (
            "data/site.yml:28:5 E306 collections[0]: there is no schemas/teas.schema.json; "
            "write it, or take the name from the list"
        ),
    ),
    "data/site.yml that cannot be read": (
        SITE,
        "title:",
        "title",
        "6:1 E117 has no colon; write it as key: value, or indent it as part of the text above",
    ),
    "data/labels.yml that cannot be read": (
        LABELS,
        "home:",
        "home",
        ("46:1 E117 has no colon; write it as key: value, or indent it as part of the text above"),
    ),
    "the words of a collection that cannot be read": (
        TEAS,
        "title:",
        "title",
        "2:3 E115 is indented below a line that has a value already; line it up with that line",
    ),
    "an entry that others refer to and cannot be read": (
        UJI,
        "title:",
        "title",
        "2:3 E115 is indented below a line that has a value already; line it up with that line",
    ),
    "an unknown command in a formula": (
        SENCHA,
        "latex: t = 60",
        r"latex: t = 60 \minuts",
        "21:19 E211 formulas[0].latex: is not LaTeX (unknown command); mend the formula",
    ),
    "an unknown command in prose": (
        SENCHA,
        "en: Leaves are",
        r"en: Leaves $a = \leef$ are",
        "18:21 E211 what[0].en: is not LaTeX (unknown command); mend the formula",
    ),
    "a brace in a formula that is not closed": (
        SENCHA,
        "latex: t = 60",
        r"latex: \frac{1}{2",
        ("21:12 E211 formulas[0].latex: is not LaTeX (a brace without its other); mend the formula"),
    ),
    "dollar signs around a formula": (
        SENCHA,
        "latex: t = 60",
        "latex: $t = 60$",
        "21:12 E211 formulas[0].latex: is LaTeX already; write it without dollar signs",
    ),
    "an entry that is retired and there": (
        "data/retired.yml",
        None,
        "entries:\n  - was: teas/sencha\n    title: {en: Old, ja: 古}\n",
        ("2:10 E309 entries[0].was: teas/sencha is there again; give it another id, or delete this"),
    ),
    "an entry that is retired without a single address": (
        "data/retired.yml",
        None,
        "entries:\n  - was: [teas/sencha]\n    title: {en: Old, ja: 古}\n",
        "2:10 E203 entries[0].was: must be an entry of any collection, written collection/id, not a list",
    ),
    "a text that is not indented enough below words with a wide colon": (
        SENCHA,
        "summary:\n",
        "summary:\n  en: |\n    Colour\uff1a green\n ja: x\nmore:\n",
        "9:2 E115 does not line up with what it belongs to; mend the indentation",
    ),
    "a field is missing": (
        SENCHA,
        "region: uji\n",
        "",
        '1:1 E201 "region" is missing; add it (where it grows)',
    ),
    "an inner field is missing": (
        SENCHA,
        "  - latex: t = 60\n    note:",
        "  - note:",
        ('21:5 E201 formulas[0]: "latex" is missing; add it (a formula in LaTeX, without dollar signs)'),
    ),
    "a field is unknown": (
        SENCHA,
        "region: uji",
        "region: uji\ncost: 3",
        "12:1 E202 cost: unknown field",
    ),
    "a field is misspelt": (
        SENCHA,
        "also_called:",
        "also_caled:",
        '4:1 E202 also_caled: unknown field; did you mean "also_called"?',
    ),
    "an inner field is misspelt": (
        SENCHA,
        "  - to: oolong\n    note:",
        "  - to: oolong\n    nota:",
        '14:5 E202 next[0].nota: unknown field; did you mean "note"?',
    ),
    "a language is unknown": (
        SENCHA,
        "ja: 煎茶",
        "ja: 煎茶\n  ko: 센차",
        '4:3 E402 title.ko: no language "ko" in data/site.yml; there are en, ja',
    ),
    "a text where a pair is meant": (
        SENCHA,
        "title:\n  en: Sencha\n  ja: 煎茶",
        "title: Sencha",
        "1:8 E203 title: must be a text in en and ja, not a text",
    ),
    "a number where words are meant": (
        SENCHA,
        "en: Sencha",
        "en: 2024",
        "2:7 E203 title.en: must be words, not the number 2024",
    ),
    "true where words are meant": (
        SENCHA,
        "en: Sencha",
        "en: true",
        "2:7 E203 title.en: must be words, not true",
    ),
    "nothing where words are meant": (
        SENCHA,
        "en: Sencha",
        "en:",
        "2:6 E203 title.en: must be words, not nothing",
    ),
    "a list where words are meant": (
        SENCHA,
        "en: Sencha",
        "en: [a]",
        "2:7 E203 title.en: must be words, not a list",
    ),
    "fields where a list is meant": (
        SENCHA,
        "what:\n  - en",
        "what:\n    en",
        ("18:5 E203 what: must be a list of paragraphs, each in every language of the site, not fields"),
    ),
    "a text where a number is meant": (
        SENCHA,
        "since: 1738",
        "since: '1738'",
        "10:8 E203 since: must be a year in four digits, not a text",
    ),
    "a number that is too small": (
        SENCHA,
        "since: 1738",
        "since: 12",
        "10:8 E208 since: must be a year in four digits, not the number 12",
    ),
    "a fraction where a whole number is meant": (
        SENCHA,
        "since: 1738",
        "since: 12.5",
        "10:8 E203 since: must be a year in four digits, not the number 12.5",
    ),
    "a word that is not on the list": (
        SENCHA,
        "colour: green",
        "colour: gren",
        '9:9 E204 colour: must be one of green, blue, not "gren"; did you mean "green"?',
    ),
    "a word that is on no list": (
        SENCHA,
        "colour: green",
        "colour: red",
        '9:9 E204 colour: must be one of green, blue, not "red"',
    ),
    "an id with a capital": (
        SENCHA,
        "region: uji",
        "region: Uji",
        '11:9 E301 region: no "Uji" in data/regions/; did you mean "uji"?',
    ),
    "an address that is none": (
        SITE,
        "url: https://tea.example/book/",
        "url: tea.example/book",
        ('15:6 E209 url: must be the address where the site is published, ending in /, not "tea.example/book"'),
    ),
    "an empty text": (
        SENCHA,
        "en: Sencha",
        "en: ''",
        "2:7 E205 title.en: is empty; write the text",
    ),
    "a text of spaces": (
        SENCHA,
        "en: Sencha",
        "en: ' '",
        "2:7 E205 title.en: is empty; write the text",
    ),
    "an empty formula": (
        SENCHA,
        "latex: t = 60",
        "latex: ''",
        (
            "21:12 E206 formulas[0].latex: is empty; must be a formula in LaTeX, without "
            "dollar signs, or leave the field out"
        ),
    ),
    "an empty list": (
        SENCHA,
        "  - en: Leaves are steamed, then rolled.\n    ja: 葉を蒸して揉む。\n",
        "  []\n",
        (
            "18:3 E206 what: is empty; must be a list of paragraphs, each in every language "
            "of the site, or leave the field out"
        ),
    ),
    "names of no language": (
        SENCHA,
        "  en: [steeped tea]",
        "  {}",
        ("5:3 E206 also_called: is empty; must be lists of names under en or ja, or leave the field out"),
    ),
    "the same name twice": (
        SENCHA,
        "[steeped tea]",
        "[steeped tea, leaf tea, steeped tea]",
        '5:31 E207 also_called.en[2]: "steeped tea" stands here twice; keep one',
    ),
    "a translation is missing": (
        SENCHA,
        "  ja: 煎茶\n",
        "",
        '1:1 E401 title: "ja" is missing; add it',
    ),
    "a translation is missing in a list": (
        SENCHA,
        "    ja: 葉を蒸して揉む。\n",
        "",
        '18:5 E401 what[0]: "ja" is missing; add it',
    ),
    "a translation of a label is missing": (
        LABELS,
        "  ja: 表紙\n",
        "",
        '46:1 E401 home: "ja" is missing; add it',
    ),
    "a reference to nobody": (
        SENCHA,
        "region: uji",
        "region: uj",
        '11:9 E301 region: no "uj" in data/regions/; did you mean "uji"?',
    ),
    "a reference to nobody near": (
        SENCHA,
        "region: uji",
        "region: darjeeling",
        '11:9 E301 region: no "darjeeling" in data/regions/; add the entry or mend the id',
    ),
    "a reference into the wrong collection": (
        SENCHA,
        "region: uji",
        "region: oolong",
        '11:9 E301 region: no "oolong" in data/regions/; there is one in data/teas/',
    ),
    "a reference in a list": (
        SENCHA,
        "- to: oolong",
        "- to: olong",
        '13:9 E301 next[0].to: no "olong" in data/teas/; did you mean "oolong"?',
    ),
    "a reference to itself": (
        SENCHA,
        "- to: oolong",
        "- to: sencha",
        "13:9 E303 next[0].to: refers to itself; take it out",
    ),
    "a connection to nobody": (
        SENCHA,
        "regions/fujian",
        "regions/fujan",
        '26:9 E301 connections[0].to: no "fujan" in data/regions/; did you mean "fujian"?',
    ),
    "a connection to no collection": (
        SENCHA,
        "regions/fujian",
        "region/fujian",
        ('26:9 E302 connections[0].to: no collection "region" in data/; did you mean "regions/fujian"?'),
    ),
    "a connection without a collection": (
        SENCHA,
        "regions/fujian",
        "fujian",
        ('26:9 E302 connections[0].to: no collection "fujian" in data/; did you mean "regions/fujian"?'),
    ),
    "a link in plain prose": (
        SENCHA,
        "[[regions/uji]]",
        "[[regions/uju]]",
        '7:24 E301 summary.en: no "uju" in data/regions/; did you mean "uji"?',
    ),
    "a link in quoted prose": (
        SENCHA,
        "[[regions/uji|宇治]]",
        "[[regions/uju|宇治]]",
        '8:8 E301 summary.ja: no "uju" in data/regions/; did you mean "uji"?',
    ),
    "a link in folded prose": (
        OOLONG,
        "[[teas/sencha|Sencha]]",
        "[[teas/senca|Sencha]]",
        '12:23 E301 what[0].en: no "senca" in data/teas/; did you mean "sencha"?',
    ),
    "a link folded over two lines": (
        OOLONG,
        "like nothing in [[teas/sencha|Sencha]].",
        "like [[teas/senca|the\n      green one]].",
        '12:12 E301 what[0].en: no "senca" in data/teas/; did you mean "sencha"?',
    ),
    "a link to no collection": (
        SENCHA,
        "[[regions/uji]]",
        "[[uji]]",
        '7:24 E302 summary.en: no collection "uji" in data/; did you mean "regions/uji"?',
    ),
    "a link to a diagram": (
        SENCHA,
        "[[regions/uji]]",
        "[[diagrams/path]]",
        '7:24 E302 summary.en: no collection "diagrams" in data/; write collection/id',
    ),
    "an empty link": (
        SENCHA,
        "[[regions/uji]]",
        "[[]]",
        '7:24 E302 summary.en: no collection "" in data/; write collection/id',
    ),
    "HTML in a formula": (
        SENCHA,
        "latex: t = 60",
        r"latex: \text{<b>x</b>}",
        "21:12 E211 formulas[0].latex: is not LaTeX (HTML inside); mend the formula",
    ),
    "a link to a script in a formula": (
        SENCHA,
        "latex: t = 60",
        r"latex: \href{javascript:x}{y}",
        "21:12 E211 formulas[0].latex: is not LaTeX (HTML inside); mend the formula",
    ),
    "an ampersand in a formula": (
        SENCHA,
        "latex: t = 60",
        "latex: a & b",
        "21:12 E211 formulas[0].latex: is not LaTeX (a stray < or &); mend the formula",
    ),
    "a bad formula": (
        SENCHA,
        "latex: t = 60",
        r"latex: \frac",
        "21:12 E211 formulas[0].latex: is not LaTeX (NoAvailableTokensError); mend the formula",
    ),
    "a bad formula in prose": (
        SENCHA,
        "en: Leaves are steamed,",
        r"en: Leaves $\frac$ are steamed,",
        "18:17 E211 what[0].en: is not LaTeX (NoAvailableTokensError); mend the formula",
    ),
    "two entries with one title": (
        OOLONG,
        "en: Oolong",
        "en: SENCHA",
        ("data/teas/sencha.yml:2:7 E212 title.en: is also the title of data/teas/oolong.yml; tell the two apart"),
    ),
    "an entry without a place in the order": (
        TEAS,
        "order: [sencha, oolong]",
        "order: [oolong]",
        ("data/teas/sencha.yml:1:1 E304 has no place in the order; add it to order in data/teas.yml"),
    ),
    "nobody in the order": (
        TEAS,
        "order: [sencha, oolong]",
        "order: [sencha, oolong, matcha]",
        '7:25 E301 order[2]: no "matcha" in data/teas/; add the entry or mend the id',
    ),
    "a misspelt id in the order": (
        TEAS,
        "order: [sencha, oolong]",
        "order: [senca, oolong]",
        '7:9 E301 order[0]: no "senca" in data/teas/; did you mean "sencha"?',
    ),
    "an id in the order twice": (
        TEAS,
        "order: [sencha, oolong]",
        "order: [sencha, oolong, sencha]",
        '7:25 E207 order[2]: "sencha" stands here twice; keep one',
    ),
    "a collection that is not listed": (
        SITE,
        "  - regions\n",
        "",
        ('data/regions.yml:1:1 E305 is not named in data/site.yml; add "regions" to collections or delete it'),
    ),
    "a collection that does not exist": (
        SITE,
        "  - regions\n",
        "  - regions\n  - cups\n",
        (
            "30:5 E306 collections[2]: there is no data/cups.yml and no "
            "schemas/cups.schema.json; write them, or take the name from the list"
        ),
    ),
    "a collection with a reserved name": (
        SITE,
        "  - regions\n",
        "  - regions\n  - diagrams\n",
        ('30:5 E307 collections[2]: "diagrams" is a name of the generator\'s own; choose another'),
    ),
    "a way that leads nowhere": (
        SITE,
        "    to: teas",
        "    to: tees",
        '26:9 E302 ways[0].to: no collection "tees" in data/site.yml; did you mean "teas"?',
    ),
    "no languages": (
        SITE,
        "languages:\n  - tag: en\n    name: English\n  - tag: ja\n    name: 日本語\n",
        "",
        "1:1 E403 languages: must be a list of languages, each with tag and name",
    ),
    "a language without a name": (
        SITE,
        "    name: English\n",
        "",
        "2:5 E403 languages[0]: must be a language with tag and name",
    ),
    "a language twice": (
        SITE,
        "    name: 日本語\n",
        "    name: 日本語\n  - tag: en\n    name: English again\n",
        '6:10 E404 languages[2].tag: "en" stands here twice; keep one',
    ),
    "an unknown policy for translations": (
        SITE,
        "title:",
        "translations: falback\ntitle:",
        ('6:15 E204 translations: must be one of required, fallback, not "falback"; did you mean "fallback"?'),
    ),
    "a label is missing": (
        LABELS,
        "home:\n  en: Home\n  ja: 表紙\n",
        "",
        '1:1 E405 "home" is missing; pages use it',
    ),
    "a label that no page uses": (
        LABELS,
        "home:\n",
        "hello:\n  en: Hello\n  ja: やあ\nhome:\n",
        "46:1 E406 hello: is used by no page; delete it",
    ),
    "a diagram of no collection": (
        PATH,
        "nodes:\n  - collection: teas",
        "nodes:\n  - collection: tees",
        ('8:17 E302 nodes[0].collection: no collection "tees" in data/site.yml; did you mean "teas"?'),
    ),
    "arrows of no collection": (
        PATH,
        "edges:\n  - collection: teas",
        "edges:\n  - collection: tees",
        ('12:17 E302 edges[0].collection: no collection "tees" in data/site.yml; did you mean "teas"?'),
    ),
    "a diagram shown nowhere": (
        PATH,
        "shown_on: [home, teas]",
        "shown_on: [hime, teas]",
        '14:12 E302 shown_on[0]: no collection "hime" in data/site.yml; did you mean "home"?',
    ),
    "a diagram of nobody": (
        PATH,
        "    lines: [region]",
        "    only: [sencha, olong]\n    lines: [region]",
        '9:20 E301 nodes[0].only[1]: no "olong" in data/teas/; did you mean "oolong"?',
    ),
    "a schema that is not JSON": (
        SCHEMA,
        '"type": "object",',
        '"type": "object"',
        "5:3 E221 is not JSON: expecting ',' delimiter",
    ),
    "a schema that is not a schema": (
        SCHEMA,
        '"type": "object",',
        '"type": "thing",',
        ("4:11 E222 type: is not JSON Schema: 'thing' is not valid under any of the given schemas"),
    ),
    "a schema of another draft": (
        SCHEMA,
        "https://json-schema.org/draft/2020-12",
        "https://json-schema.example/draft/2020-12",
        "2:14 E223 $schema: must be https://json-schema.org/draft/2020-12/schema",
    ),
    "a schema with a kind that does not exist": (
        SCHEMA,
        "#/$defs/phrase",
        "#/$defs/frase",
        '20:15 E223 properties.title.$ref: no kind "frase"; did you mean "phrase"?',
    ),
    "a schema that refers to another file": (
        SCHEMA,
        "common.schema.json#/$defs/phrase",
        "comon.schema.json#/$defs/phrase",
        (
            '20:15 E223 properties.title.$ref: "$ref" must be common.schema.json#/$defs/KIND, '
            'not "comon.schema.json#/$defs/phrase"'
        ),
    ),
    "a schema with a pattern that is none": (
        SCHEMA,
        '"type": "object",',
        '"type": "object",\n  "pattern": "(",',
        "5:14 E222 pattern: is not JSON Schema: '(' is not a 'regex'",
    ),
}
