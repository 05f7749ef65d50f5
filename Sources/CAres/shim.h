// c-ares: names to addresses with error classes, driven by the curl thread's own loop.
#pragma once
#include <netdb.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include <ares.h>

// The bits of `ares_getsock` are function-like macros, which Swift does not see.
static inline int wirecopy_ares_wants_read(int bits, int place) { return ARES_GETSOCK_READABLE(bits, place) != 0; }
static inline int wirecopy_ares_wants_write(int bits, int place) { return ARES_GETSOCK_WRITABLE(bits, place) != 0; }
