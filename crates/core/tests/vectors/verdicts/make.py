#!/usr/bin/env python3
"""Makes signatures.json and keys.json: malformed signatures and keys with the verdict every engine
must come to. Plain arithmetic on the keys of the engine's tests; takes a minute."""
import json
import pathlib

import ec_signatures
import keys
import other_signatures
import rsa_signatures

folder = pathlib.Path(__file__).parent
signatures = [*other_signatures.groups(), *rsa_signatures.groups(), *ec_signatures.groups()]
for name, groups in ("signatures", signatures), ("keys", list(keys.groups())):
    text = json.dumps(groups, indent=1)
    (folder / f"{name}.json").write_text(text + "\n")
