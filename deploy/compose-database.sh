#!/bin/sh
# 数据库第一次启动时由 compose.yaml 运行：建 kjr 的用户和数据库。
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -v password="$KJR_PASSWORD" <<'SQL'
CREATE ROLE kjr LOGIN PASSWORD :'password';
CREATE DATABASE kjr OWNER kjr;
SQL
