// gettext of the C library, which Swift's Glibc module does not show.
#pragma once
#include <libintl.h>
#include <locale.h>
