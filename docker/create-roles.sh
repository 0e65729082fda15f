#!/bin/bash
# Makes the two roles and the database, once, when the Postgres container starts on an empty volume.
set -euo pipefail

psql --username "$POSTGRES_USER" --no-psqlrc --set ON_ERROR_STOP=1 \
  --set owner_password="$MARKET_OWNER_PASSWORD" --set app_password="$MARKET_APP_PASSWORD" <<'SQL'
CREATE ROLE market_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE market_app LOGIN PASSWORD :'app_password';

-- Statements and error details carry bids and personal data, which have no place in the server log.
ALTER ROLE market_owner SET log_min_error_statement = panic;
ALTER ROLE market_owner SET log_error_verbosity = terse;
ALTER ROLE market_app SET log_min_error_statement = panic;
ALTER ROLE market_app SET log_error_verbosity = terse;

CREATE DATABASE marketplace OWNER market_owner;
REVOKE ALL ON DATABASE marketplace FROM PUBLIC;
GRANT CONNECT ON DATABASE marketplace TO market_app;
\connect marketplace
REVOKE ALL ON SCHEMA public FROM PUBLIC;
SQL
