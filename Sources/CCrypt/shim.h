// libxcrypt: hashes of passwords as they stand in a file (crypt(5)). `crypt_data` is 32 KiB of text that belongs to one call.
#pragma once
#include <crypt.h>
