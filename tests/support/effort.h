#pragma once

#include <cstddef>

namespace tests {

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SIGNALBOX_TEST_SANITIZED
#endif
#endif

/// From one place where a stream is cut in two to the next, bytes. Under a sanitizer, where
/// all takes ten times as long, some are left out; the other builds try each of them.
#ifdef SIGNALBOX_TEST_SANITIZED
inline constexpr std::size_t kCutStep = 11;
#else
inline constexpr std::size_t kCutStep = 1;
#endif

/// What is tried for many made-up cases is tried for one in so many of them.
#ifdef SIGNALBOX_TEST_SANITIZED
inline constexpr int kSparing = 5;
#else
inline constexpr int kSparing = 1;
#endif

/// By how much longer others' work may take before it counts as none.
#ifdef SIGNALBOX_TEST_SANITIZED
inline constexpr int kPatience = 5;
#else
inline constexpr int kPatience = 1;
#endif

} // namespace tests
