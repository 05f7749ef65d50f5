// Parts of the C library that Swift's Glibc module does not show: gettext, and the settings of malloc.
#pragma once
#include <libintl.h>
#include <locale.h>
#include <malloc.h>
