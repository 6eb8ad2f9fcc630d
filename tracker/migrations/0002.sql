-- What changes many attempts of a journey at once and is not finished yet
-- (tracker/change.h): an import that is taken back, attempts set aside or given
-- back, a version that takes over attempts of its time.  It goes from the
-- newest attempts to the oldest in short transactions, and each says here how
-- far it has come.
CREATE TABLE change (
    journey INTEGER PRIMARY KEY REFERENCES journey,
    kind    INTEGER NOT NULL, -- enum change_kind
    number  INTEGER NOT NULL, -- of the import, the quarantine or the version
    from_ms INTEGER NOT NULL, -- attempts that started then or later are done
    done    INTEGER NOT NULL, -- events taken back, or attempts changed, so far
    sum     INTEGER NOT NULL
) STRICT;
