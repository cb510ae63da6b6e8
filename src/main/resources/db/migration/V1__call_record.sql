-- One row a call that is over. Enumerations by the names of the code; extra and quality are JSON.
CREATE TABLE call_record (
    record_key    VARCHAR(36) NOT NULL,
    call_id       VARCHAR(512) NOT NULL,
    call_type     VARCHAR(32) NOT NULL,
    direction     VARCHAR(32) NOT NULL,
    caller        VARCHAR(1024),
    callee        VARCHAR(1024),
    trunk         VARCHAR(255),
    agent         VARCHAR(255),
    codec         VARCHAR(255),
    start_time    TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    ring_time     TIMESTAMP(3) WITH TIME ZONE,
    answer_time   TIMESTAMP(3) WITH TIME ZONE,
    end_time      TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    hangup_reason VARCHAR(32) NOT NULL,
    hangup_text   VARCHAR(1024),
    hangup_by     VARCHAR(32) NOT NULL,
    sip_status    INTEGER NOT NULL,
    q850          INTEGER,
    recording     VARCHAR(4096),
    extra         TEXT NOT NULL,
    quality       TEXT,
    node          VARCHAR(255) NOT NULL,
    -- What a search looks into, in lower case.
    search        VARCHAR(8192) NOT NULL,
    PRIMARY KEY (record_key)
);

-- The order of pages.
CREATE INDEX call_record_start ON call_record (start_time, record_key);

CREATE INDEX call_record_call_id ON call_record (call_id);
