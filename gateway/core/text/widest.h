#pragma once

// A function that goes over a whole prompt, and which the compiler vectorises: with GATEWAY_WIDEST before it, it is compiled for the
// widest vectors that the processor may have, too, and the C library chooses when the program is loaded. Elsewhere it is
// compiled once.
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__GLIBC__)
#define GATEWAY_WIDEST __attribute__((target_clones("avx2", "default")))
#else
#define GATEWAY_WIDEST
#endif
