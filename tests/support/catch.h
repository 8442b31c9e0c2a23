#pragma once

// The only file that names a Catch2 header: versions 2 and 3 have other ones, and other names for
// the matchers of texts. The tests use those of version 2.
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
