"""``python -m certdesk.ui`` opens the window."""

from __future__ import annotations

import sys

from certdesk.ui.app import main

sys.exit(main())
