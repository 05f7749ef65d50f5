// Parts of the C library that Swift's Glibc module does not show: gettext, the settings of malloc, and, because they are
// GNU's own, in which folder a started program works, which files stay open in it, and files in memory alone.
#pragma once
#include <libintl.h>
#include <locale.h>
#include <malloc.h>
#include <spawn.h>

int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *, const char *);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *, int);

int memfd_create(const char *, unsigned int);
/// MFD_CLOEXEC of <sys/mman.h>.
static inline unsigned int wirecopy_memory_flags(void) { return 1; }
