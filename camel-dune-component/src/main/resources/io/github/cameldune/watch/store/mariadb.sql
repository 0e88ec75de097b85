-- MariaDB. The default collations ignore letter case and trailing blanks, so binary ones without padding are named.
CREATE TABLE CAMEL_DUNE_WATCH (
  WATCH_LIST VARCHAR(191) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  EXECUTION_ID VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  WATCH VARCHAR(4000) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  PRIMARY KEY (WATCH_LIST, EXECUTION_ID)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;
