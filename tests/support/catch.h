#pragma once

// The only file that includes Catch2 headers: versions 2 and 3 have different ones, and different names for
// the string matchers. The tests use those of version 2.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>

namespace Catch {
using Matchers::EndsWith;
using Matchers::StartsWith;
using Matchers::WithinRel;
inline auto Contains(const std::string& part) { return Matchers::ContainsSubstring(part); }
} // namespace Catch

using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif
