// cmark, the reference parser of CommonMark. Nothing needs a door of its own.
#pragma once
#include <cmark.h>
