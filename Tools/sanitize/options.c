// What the programs that tests start are not told by their environment: leaks are none of the address sanitizer's business here.
const char *__asan_default_options(void) { return "detect_leaks=0"; }
