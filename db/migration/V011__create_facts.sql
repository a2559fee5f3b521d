-- Facts: who the customers are, what they bought and sent back, what they asked for and did. Ids
-- are the sources' own, in one space; a profile may put a prefix before those of its source.

CREATE TABLE customers (
    customer_id       text COLLATE "C" PRIMARY KEY,
    source            text        NOT NULL,
    first_name        text,
    last_name         text,
    email             text,
    phone             text,
    birth_date        date,
    gender            text,
    registered_at     timestamptz,
    segment           text,
    preferred_channel text,
    address           text,
    city              text,
    state             text,
    postal_code       text,
    country           text,
    marital_status    text,
    annual_income     numeric(15, 2),
    total_children    integer,
    education_level   text,
    occupation        text,
    home_owner        text,
    email_engagement  numeric(5, 4),
    changed_at        timestamptz NOT NULL,
    CONSTRAINT customers_id_length CHECK (length(customer_id) BETWEEN 1 AND 200)
);

CREATE TABLE external_ids (
    source      text COLLATE "C" NOT NULL,
    external_id text COLLATE "C" NOT NULL,
    customer_id text COLLATE "C" NOT NULL REFERENCES customers ON DELETE CASCADE,
    PRIMARY KEY (source, external_id)
);
-- "By which ids is this customer known", and the cascade.
CREATE INDEX external_ids_by_customer ON external_ids (customer_id);

CREATE TABLE loyalty (
    customer_id     text COLLATE "C" PRIMARY KEY REFERENCES customers ON DELETE CASCADE,
    tier            text,
    points_balance  bigint,
    points_earned   bigint,
    points_redeemed bigint,
    tier_since      date,
    lifetime_value  numeric(15, 2)
);

CREATE TABLE products (
    product_id  text COLLATE "C" PRIMARY KEY,
    name        text,
    category    text,
    subcategory text,
    brand       text,
    list_price  numeric(14, 4),
    unit_cost   numeric(14, 4),
    created_on  date,
    status      text
);

CREATE TABLE orders (
    order_id       text COLLATE "C" PRIMARY KEY,
    customer_id    text COLLATE "C" NOT NULL REFERENCES customers ON DELETE CASCADE,
    ordered_at     timestamptz      NOT NULL,
    channel        text,
    store          text,
    payment_method text,
    subtotal       numeric(15, 2),
    tax            numeric(15, 2),
    discount       numeric(15, 2),
    total          numeric(28, 2)   NOT NULL DEFAULT 0,
    -- Whether the source said the total; else it follows the lines.
    total_given    boolean          NOT NULL,
    currency       text,
    status         text             NOT NULL DEFAULT 'completed',
    CONSTRAINT orders_total_counts CHECK (total >= 0),
    CONSTRAINT orders_status_known
        CHECK (status IN ('completed', 'pending', 'cancelled', 'failed', 'refunded'))
);
-- "The orders of a customer before a date": features and the cascade; the profile of all customers
-- reads it in the order of customers without the table.
CREATE INDEX orders_by_customer
    ON orders (customer_id, ordered_at) INCLUDE (status, total, discount, channel);
-- "What was sold between two dates": trends.
CREATE INDEX orders_by_time ON orders (ordered_at);

CREATE TABLE order_lines (
    order_id   text COLLATE "C" NOT NULL REFERENCES orders ON DELETE CASCADE,
    line_no    integer          NOT NULL,
    product_id text COLLATE "C" NOT NULL REFERENCES products,
    quantity   integer          NOT NULL,
    unit_price numeric(14, 4)   NOT NULL,
    discount   numeric(15, 2)   NOT NULL DEFAULT 0,
    -- Of a price and a quantity at their limits.
    line_total numeric(22, 2)   NOT NULL,
    PRIMARY KEY (order_id, line_no),
    CONSTRAINT order_lines_quantity_counts CHECK (quantity >= 1)
);
-- "How much of a product was sold before a date".
CREATE INDEX order_lines_by_product ON order_lines (product_id) INCLUDE (order_id, quantity);

CREATE TABLE returns (
    return_id   text COLLATE "C" PRIMARY KEY,
    product_id  text COLLATE "C" NOT NULL REFERENCES products,
    order_id    text COLLATE "C" REFERENCES orders ON DELETE SET NULL,
    customer_id text COLLATE "C" REFERENCES customers ON DELETE SET NULL,
    returned_at timestamptz      NOT NULL,
    quantity    integer          NOT NULL,
    region      text,
    reason      text,
    CONSTRAINT returns_quantity_counts CHECK (quantity >= 1)
);
-- "How much of a product came back before a date".
CREATE INDEX returns_by_product ON returns (product_id, returned_at) INCLUDE (quantity);
-- "What a customer sent back before a date", and the action on erasure.
CREATE INDEX returns_by_customer ON returns (customer_id, returned_at) WHERE customer_id IS NOT NULL;
CREATE INDEX returns_by_order ON returns (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE tickets (
    ticket_id    text COLLATE "C" PRIMARY KEY,
    customer_id  text COLLATE "C" NOT NULL REFERENCES customers ON DELETE CASCADE,
    created_at   timestamptz      NOT NULL,
    resolved_at  timestamptz,
    category     text,
    priority     text,
    status       text,
    channel      text,
    satisfaction numeric(2, 1),
    CONSTRAINT tickets_priority_known CHECK (priority IN ('low', 'medium', 'high', 'urgent'))
);
CREATE INDEX tickets_by_customer
    ON tickets (customer_id, created_at) INCLUDE (priority, satisfaction);

CREATE TABLE app_sessions (
    session_id  text COLLATE "C" PRIMARY KEY,
    customer_id text COLLATE "C" NOT NULL REFERENCES customers ON DELETE CASCADE,
    started_at  timestamptz      NOT NULL,
    minutes     numeric(10, 2),
    pages       integer,
    actions     integer,
    device      text,
    app_version text
);
CREATE INDEX app_sessions_by_customer
    ON app_sessions (customer_id, started_at) INCLUDE (minutes, pages, actions);

-- What customers did, minute by minute. Partitioned by month; whole months are dropped when their
-- time is over. No foreign keys: a stream runs ahead of the customers it is about.
CREATE TABLE events (
    event_id    text COLLATE "C" NOT NULL,
    customer_id text COLLATE "C" NOT NULL,
    type        text             NOT NULL,
    occurred_at timestamptz      NOT NULL,
    metadata    jsonb            NOT NULL DEFAULT '{}',
    -- Whose ids the customer may be named by.
    source      text             NOT NULL DEFAULT '',
    PRIMARY KEY (event_id, occurred_at)
) PARTITION BY RANGE (occurred_at);
-- "The newest events of a customer", and how many of a type there are before a date.
CREATE INDEX events_by_customer ON events (customer_id, occurred_at DESC) INCLUDE (type);
CREATE TABLE events_default PARTITION OF events DEFAULT;

-- Kept as they came in; no question is asked of them yet.
CREATE TABLE records (
    collection  text COLLATE "C" NOT NULL,
    record_id   text COLLATE "C" NOT NULL,
    customer_id text COLLATE "C" REFERENCES customers ON DELETE CASCADE,
    order_id    text COLLATE "C" REFERENCES orders ON DELETE CASCADE,
    fields      jsonb            NOT NULL,
    PRIMARY KEY (collection, record_id)
);
CREATE INDEX records_by_customer ON records (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX records_by_order ON records (order_id) WHERE order_id IS NOT NULL;

-- Whom a load that had begun before must not bring back; for some days. By our id, where the source is
-- empty, or by that of a source.
CREATE TABLE erasures (
    source    text COLLATE "C" NOT NULL,
    id_sha256 bytea            NOT NULL,
    erased_at timestamptz      NOT NULL,
    PRIMARY KEY (source, id_sha256)
);
-- "Was anybody erased since".
CREATE INDEX erasures_by_time ON erasures (erased_at);

-- Facts that wait for the customer, order or product they are about.
CREATE TABLE quarantined_facts (
    kind        text COLLATE "C" NOT NULL,
    -- The key of the fact, as text.
    fact_key    text COLLATE "C" NOT NULL,
    source      text             NOT NULL,
    awaits      text             NOT NULL,
    awaited_id  text COLLATE "C" NOT NULL,
    -- By field name.
    fact        jsonb            NOT NULL,
    since       timestamptz      NOT NULL,
    PRIMARY KEY (kind, fact_key),
    CONSTRAINT quarantined_facts_awaits_known CHECK (awaits IN ('customers', 'orders', 'products'))
);
-- "What waits for this customer".
CREATE INDEX quarantined_facts_by_awaited ON quarantined_facts (awaits, awaited_id);
