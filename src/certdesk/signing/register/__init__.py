"""The register as others can check it: signed checkpoints over its tree, files that travel, what this desk has seen.

**For whoever issues** (`certdesk.actions.registering`; ``register`` is the programme's id or ``self-`` and a person's):

1. ``numbers = reserve(workspace, register, year, count)`` and ``indices = reserve_status_indices(workspace, register,
   count)`` before anything is made. Both are on the disk when they return, and are never given out again.
2. Inside ``with workspace.recording(...) as recording:`` put the rows of the certificates, then
   ``append_events(workspace, recording, register, events, signer)``, which adds the lines, signs the new checkpoint
   and writes down beforehand what it is about to promise.
3. After that block: ``settle(workspace, register, issuer)``, which writes the file that others read. Left out (a
   crash), the next look makes up for it.

``look_at_register(workspace, register)`` says what is missing after a database was taken back from a backup;
``refuse_incomplete`` raises that as a sentence and is called by steps 1 and 2.

**For whoever verifies** (`certdesk.signing.register.views`, files only): ``register_view(folder, register, keys)``
returns the newest `RegisterView` in a workspace's folder, with its tree, its signature and everything seen before
checked on every call, or None; a `RegisterProblem` says what is wrong. ``findings(view, serial)`` tells what the
register says about one certificate.

**For witnesses** (`certdesk.actions.register_exchange`): ``export_register``, ``take_in_register``, ``countersign``,
``write_proof``. Notes follow C2SP signed-note, tlog-checkpoint, tlog-cosignature (v1) and tlog-proof, so that other
programs read them.
"""
