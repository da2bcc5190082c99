// SQLite for one thread, without accounts of its memory: a seventh of what an archive as input takes.
#include <sqlite3.h>

__attribute__((constructor)) static void alone(void) {
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
