/** The role of a word in the detection of injections. */
export type WordKind =
  | "logic"
  | "union"
  | "comparison"
  | "statement"
  | "clause"
  | "constant"
  | "prefix"
  | "keyword";

function words(kind: WordKind, list: string): [string, WordKind][] {
  return list.split(" ").map((word) => [word, kind]);
}

/**
 * Words of the common dialects (MySQL, PostgreSQL, SQL Server, Oracle, SQLite) that change the
 * meaning of a fragment.
 */
export const WORDS: ReadonlyMap<string, WordKind> = new Map([
  ...words("logic", "and or xor"),
  ...words("union", "union intersect except minus"),
  ...words("comparison", "like ilike rlike regexp glob similar in is between div mod sounds"),
  ...words(
    "statement",
    "select insert update delete drop create alter truncate exec execute declare merge replace call grant revoke " +
      "shutdown waitfor begin copy load rename handler attach backup restore kill reconfigure",
  ),
  ...words("clause", "order group having limit procedure into where"),
  ...words("constant", "null true false unknown current_user session_user user sysdate current_timestamp"),
  ...words("prefix", "not binary distinct all any some exists prior"),
  ...words(
    "keyword",
    "from by as asc desc when then else end case on join inner outer left right set values table using escape " +
      "offset fetch collate cast top",
  ),
]);

/**
 * Functions that a shop's input never needs: they wait, read files, run commands, or leak through
 * errors. A call of one where SQL would run it is an attack by itself.
 */
export const DANGEROUS_FUNCTIONS: ReadonlySet<string> = new Set(
  (
    "sleep benchmark pg_sleep pg_sleep_for dbms_pipe.receive_message dbms_lock.sleep dbms_session.sleep randomblob " +
    "extractvalue updatexml load_file load_extension xp_cmdshell xp_dirtree xp_fileexist xp_regread sp_executesql " +
    "sp_oacreate sp_password openrowset opendatasource utl_http.request utl_inaddr.get_host_address utl_inaddr.get_host_name " +
    "ctxsys.drithsx.sn httpuritype pg_read_file pg_ls_dir lo_import lo_export dblink dblink_connect query_to_xml " +
    "database_to_xml gtid_subset gtid_subtract name_const sys_eval sys_exec master..xp_cmdshell master.dbo.xp_cmdshell " +
    "fn_xe_file_target_read_file"
  ).split(" "),
);

/** Objects of `DROP`, `CREATE`, `ALTER` and `TRUNCATE`. */
export const DATABASE_OBJECTS: ReadonlySet<string> = new Set(
  "table database schema view index user login procedure function trigger column role extension sequence".split(
    " ",
  ),
);

/** Catalogues that only an attacker names in a request. */
export const CATALOGUE =
  /^(?:information_schema|pg_catalog|pg_shadow|pg_user|sysobjects|syscolumns|sys\.\w+|sqlite_master|sqlite_schema|mysql\.\w+|all_tables|user_tables|dba_\w+|msysaccessobjects|v\$\w+)(?:$|\.)/;
