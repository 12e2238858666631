"""Notices as files carry them, each with the expression it stands for."""

NOTICES = (
    ("BSD", "    :license: BSD, see LICENSE for details."),
    ("MIT", "// License: MIT"),
    ("GPL-3.0-or-later", "License: GPL v3 or later"),
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
