// libsodium. Nothing needs a door of its own: its functions and constants come over as they are.
#pragma once
#include <sodium.h>
