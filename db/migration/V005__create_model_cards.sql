-- Models: what each trained version is made of, how good it is, and where it is worse.

-- Apart from the versions, so that listing them never touches it. A version that was trained
-- before there were cards has none.
CREATE TABLE model_cards (
    contract_name text COLLATE "C" NOT NULL,
    number        integer NOT NULL,
    card          jsonb   NOT NULL,
    PRIMARY KEY (contract_name, number),
    FOREIGN KEY (contract_name, number) REFERENCES model_versions (contract_name, number),
    CONSTRAINT model_cards_card_object CHECK (jsonb_typeof(card) = 'object')
);
