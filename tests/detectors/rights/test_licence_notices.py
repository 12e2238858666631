"""Notices that put a file under a licence: which one, which version, only or later, or a choice."""

import pytest

from licence_texts import TEXTS
from scanner.detectors.rights.licence_notices import GRANT_SHARE, notices

NOTICES = (
    (
        "GPL-2.0-or-later",
        (
            "/* This program is free software; you can redistribute it and/or modify\n"
            " * it under the terms of the GNU General Public License as published by\n"
            " * the Free Software Foundation; either version 2 of the License, or\n"
            " * (at your option) any later version.\n"
            " *\n"
            " * You should have received a copy of the GNU General Public License along\n"
            " * with this program; if not, write to the Free Software Foundation, Inc. */"
        ),
    ),
    (
        "GPL-2.0-or-later",
        "# under the terms of the GNU GPL version 2 or later",
    ),
    (
        "GPL-2.0-or-later",
        "licensed under the GPL v2+",
    ),
    (
        "GPL-2.0-or-later",
        "under the GPLv2+ license",
    ),
    (
        "GPL-2.0-only",
        (
            "* This program is free software; you can redistribute it and/or modify\n"
            "* it under the terms of the GNU General Public License version 2 as\n"
            "* published by the Free Software Foundation.\n"
            ""
        ),
    ),
    (
        "GPL-2.0-only",
        (
            "// modify it under the terms of version 2 of the GNU General Public\n"
            "// License as published by the Free Software Foundation."
        ),
    ),
    (
        "GPL-2.0-only",
        "terms of the GNU General Public License as published by the Free Software Foundation, version 2.",
    ),
    (
        "GPL-2.0-only",
        "Licensed under the GPL-2 or nothing",
    ),
    (
        "GPL-2.0-only",
        "terms of the GNU General Public License version 2 only, as published by",
    ),
    (
        "GPL-3.0-or-later",
        (
            ";; GNU Emacs is free software: you can redistribute it and/or modify\n"
            ";; it under the terms of the GNU General Public License as published by\n"
            ";; the Free Software Foundation, either version 3 of the License, or\n"
            ";; (at your option) any later version."
        ),
    ),
    (
        "LGPL-2.1-or-later",
        (
            "modify it under the terms of the GNU Lesser General Public\n"
            " * License as published by the Free Software Foundation; either\n"
            " * version 2.1 of the License, or (at your option) any later version."
        ),
    ),
    (
        "LGPL-2.0-or-later",
        (
            "under the terms of the GNU Library General Public License as published by the Free Software "
            "Foundation; either version 2 of the License, or any later version"
        ),
    ),
    (
        "AGPL-3.0-or-later",
        (
            "dnl under the terms of the GNU Affero General Public License as\n"
            "dnl published by the Free Software Foundation, either version 3 of the\n"
            "dnl License, or (at your option) any later version."
        ),
    ),
    (
        "Apache-2.0",
        'Licensed under the Apache License, Version 2.0 (the "License"); you may not use',
    ),
    (
        "Apache-2.0",
        ("# The ASF licenses this file to You under the Apache License, Version 2.0\n# (the"),
    ),
    (
        "MPL-2.0",
        (
            "/* This Source Code Form is subject to the terms of the Mozilla Public\n"
            " * License, v. 2.0. If a copy of the MPL was not distributed"
        ),
    ),
    (
        "MPL-1.1",
        ('The contents of this file are subject to the Mozilla Public License Version\n * 1.1 (the "License")'),
    ),
    (
        "EPL-1.0",
        ("are made available under the terms of the Eclipse Public License v1.0\n * which accompanies"),
    ),
    (
        "EPL-2.0",
        ("made available under the\n * terms of the Eclipse Public License 2.0 which is available at"),
    ),
    (
        "BSD",
        ("// Use of this source code is governed by a BSD-style license that can be\n// found in the LICENSE file."),
    ),
    (
        "CDDL",
        (
            "* The contents of this file are subject to the terms of the\n"
            '* Common Development and Distribution License (the "License").'
        ),
    ),
    (
        "CDDL-1.0",
        "subject to the terms of the Common Development and Distribution License, Version 1.0 only",
    ),
    (
        "MulanPSL-2.0",
        (
            "[X] is licensed under Mulan PSL v2.\n"
            "You can use this software according to the terms and conditions of the Mulan PSL v2."
        ),
    ),
    (
        "MIT",
        "Licensed under the MIT license. See LICENSE file in the project root",
    ),
    (
        "MIT",
        "licenses this file to you under the MIT license.",
    ),
    (
        "MIT",
        "Released under the MIT License.",
    ),
    (
        "MIT",
        "Distributed under the MIT software license, see the accompanying",
    ),
    (
        "BSL-1.0",
        "Distributed under the Boost Software License, Version 1.0.",
    ),
    (
        "Apache-2.0 OR MIT",
        (
            "// Licensed under the Apache License, Version 2.0 <LICENSE-APACHE or\n"
            "// http://www.apache.org/licenses/LICENSE-2.0> or the MIT license\n"
            "// <LICENSE-MIT or http://opensource.org/licenses/MIT>, at your\n"
            "// option. This file may not be copied"
        ),
    ),
    (
        "MIT OR GPL-2.0-only",
        "Dual licensed under the MIT or GPL Version 2 licenses.",
    ),
    (
        "MIT OR GPL",
        ("Dual licensed under the MIT and GPL licenses:\n"),
    ),
    (
        "MPL-1.1 OR GPL-2.0-or-later OR LGPL-2.1-or-later",
        (
            " * Version: MPL 1.1/GPL 2.0/LGPL 2.1\n"
            " * The contents of this file are subject to the Mozilla Public License Version\n"
            ' * 1.1 (the "License"); you may not use this file except in compliance with\n'
            " * the License. You may obtain a copy of the License at\n"
            " * http://www.mozilla.org/MPL/\n"
            " *\n"
            ' * Software distributed under the License is distributed on an "AS IS" basis,\n'
            " *\n"
            " * Alternatively, the contents of this file may be used under the terms of\n"
            ' * either the GNU General Public License Version 2 or later (the "GPL"), or\n'
            ' * the GNU Lesser General Public License Version 2.1 or later (the "LGPL"),\n'
            " * in which case"
        ),
    ),
    (
        "Artistic-1.0-Perl OR GPL-1.0-or-later",
        "redistribute it and/or modify it under the same terms as Perl itself.",
    ),
    (
        "GPL",
        "This module is licensed under the GNU General Public License.",
    ),
    (
        "EUPL-1.2",
        "Licensed under the EUPL, Version 1.2 or – as soon they will be approved by the European Commission",
    ),
    (
        "BSD-3-Clause",
        "licensed under the 3-clause BSD license",
    ),
    (
        "BSD-3-Clause",
        "under the terms of the Modified BSD License.",
    ),
    (
        "Apache",
        "released under the Apache License",
    ),
)


@pytest.mark.parametrize(("expression", "text"), NOTICES)
def test_a_notice_names_its_licence(expression: str, text: str) -> None:
    assert {notice.expression for notice in notices(text)} == {expression}


@pytest.mark.parametrize("text", [text for _, text in NOTICES])
@pytest.mark.parametrize("leader", ["\n# ", "\n// ", "\n * ", "\n;; ", "\n-- ", "\n% ", "\nREM ", "\ndnl "])
def test_comment_leaders_and_line_ends_make_no_difference(text: str, leader: str) -> None:
    assert {one.expression for one in notices(text.replace("\n", " ").replace(" the ", f"{leader}the "))} == {
        one.expression for one in notices(text)
    }


@pytest.mark.parametrize(
    "prose",
    [
        "He read the GNU General Public License in 2007",
        "the mitten under the MIT building",
        "Boston is under the BSD tree",
        "You should have received a copy of the GNU General Public License along with this program",
        "see the Apache web server",
    ],
)
def test_a_licence_that_is_only_spoken_of_is_no_notice(prose: str) -> None:
    assert notices(prose) == []


def test_a_version_behind_the_end_of_the_sentence_is_not_the_licences() -> None:
    text = "licensed under the GNU General Public License. This is version 2 of the program, or any later version."
    assert [one.expression for one in notices(text)] == ["GPL"]


def test_two_licences_that_both_hold_are_no_choice() -> None:
    text = "This file is under the MIT license. " + "x" * 60 + " Parts are covered by the ISC license."
    assert [one.expression for one in notices(text)] == ["MIT", "ISC"]


def test_the_first_sentence_of_the_mit_licence_alone_is_half_a_sign_of_it() -> None:
    (found,) = notices(TEXTS["MIT"][:400])
    assert (found.expression, found.share) == ("MIT", GRANT_SHARE)


def test_a_notice_is_given_with_its_place_in_the_passage() -> None:
    text = "İ 诗 # Licensed under the Apache License, Version 2.0"
    (found,) = notices(text)
    assert text[found.start : found.end].replace("\n", " ") == "under the Apache License, Version 2.0"
