#pragma once

#include <cstddef>

namespace tests {

// The build defines SIGNALBOX_TEST_SANITIZED where only the program under test has a sanitizer.
#if defined(__has_feature) && !defined(SIGNALBOX_TEST_SANITIZED)
#if __has_feature(address_sanitizer)
#define SIGNALBOX_TEST_SANITIZED
#endif
#endif

/// Step in bytes between the positions at which a stream is split. Under a sanitizer, which
/// is ten times slower, some are skipped; other builds try every position.
#ifdef SIGNALBOX_TEST_SANITIZED
inline constexpr std::size_t kCutStep = 11;
#else
inline constexpr std::size_t kCutStep = 1;
#endif

/// Only one in this many generated cases is tried.
#ifdef SIGNALBOX_TEST_SANITIZED
inline constexpr int kSparing = 5;
#else
inline constexpr int kSparing = 1;
#endif

/// How much longer others may take before they count as blocked.
#ifdef SIGNALBOX_TEST_SANITIZED
inline constexpr int kPatience = 5;
#else
inline constexpr int kPatience = 1;
#endif

} // namespace tests
