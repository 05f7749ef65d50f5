// Parts of the C library that Swift's Glibc module does not show: gettext, the settings of malloc, and, because they are
// GNU's own, in which folder a started program works and which files stay open in it.
#pragma once
#include <libintl.h>
#include <locale.h>
#include <malloc.h>
#include <spawn.h>

int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *, const char *);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *, int);
